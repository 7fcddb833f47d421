"""Reads the gazetteer's file: maps it into memory and finds a folded name in about a microsecond.

The file (written by training/build_gazetteer.py; all numbers little-endian):

    magic, length of the header, header (JSON: counts, where each part lies, country codes), then the parts
    records  24 bytes a place: id, lat and lon in 1e-5 degrees, population, where its name stands, parent row, kind, radius code
    names    one byte of length, then UTF-8; equal names are stored once
    first    by hash of a first word: how many words the longest name that begins with it has; 0 for none
    pairs    by hash of the first two words: one bit, does any name begin with them?
    buckets  by hash of a whole name: where its entries begin
    entries  second hash of the name, and a posting: row, match, size and flags (see `Posting`)
    others   the names of each place beside its main one, zlib blocks for display only

Rows are in order of area: countries, first and second divisions, places of our own, towns; so that a parent fits two bytes.
Names are never compared letter by letter: 50 bits of two hashes stand for one.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from sayso.errors import DataError
from sayso.knowledge.facts import facts
from sayso.lexicon.phrase_index import fold, pieces

MAGIC = b"SAYSOGZ1"
RECORD = struct.Struct("<iiiIIHBB")
ENTRY_BYTES = 8
BUCKET_BITS, FIRST_BITS, PAIR_BITS, ROW_BITS = 18, 19, 20, 20
NO_PARENT = 0xFFFF
OTHERS_PER_BLOCK = 256
MAX_WORDS = 7
KINDS = ("country", "admin1", "admin2", "region", "water", "boundary", "site", "city")
MATCHES = ("name", "alternate", "short", "obscure")
SIZES = (500, 1_000, 5_000, 15_000, 50_000, 100_000, 500_000)  # a size counts how many of these a population reaches
AREA_SIZE = len(SIZES)


class Posting(NamedTuple):
    """One reading of a name: a row, and what sort of name it is there."""

    row: int
    match: int  # place in MATCHES
    size: int  # of the population by SIZES; AREA_SIZE for large areas and places of our own; 0 for names not to trust
    ordinary: bool  # written small it is a common English word (Nice, Reading, Police)
    person: bool  # a common first or last name (Jackson, Victoria)


Record = tuple[int, int, int, int, int, int, int, int]  # id, lat, lon, population, name, parent, kind, radius code


def pack(posting: Posting) -> int:
    """The posting in 32 bits."""
    bits = posting.match | posting.size << 2 | posting.ordinary << 5 | posting.person << 6
    return posting.row | bits << ROW_BITS


def unpack(bits: int) -> Posting:
    """The posting again."""
    high = bits >> ROW_BITS
    return Posting(bits & (1 << ROW_BITS) - 1, high & 3, high >> 2 & 7, bool(high >> 5 & 1), bool(high >> 6 & 1))


def size_of(population: int) -> int:
    """How many of `SIZES` a population reaches, short of the size that areas have."""
    return min(sum(population >= least for least in SIZES), AREA_SIZE - 1)


def radius_code(km: float) -> int:
    """A radius as one byte, five per cent a step from 250 m."""
    code = 0
    while code < 255 and radius_of(code) < km:
        code += 1
    return code


def radius_of(code: int) -> float:
    """Kilometres of a code."""
    return 0.25 * 1.05**code


def _bytes(key: str) -> bytes:
    """What is hashed of a name; a lone surrogate, which no place has in its name, does no harm."""
    return key.encode(errors="surrogatepass")


def hashes(key: str) -> tuple[int, int]:
    """Two checksums; the second reads backwards, since two of one direction would depend on each other."""
    data = _bytes(key)
    return zlib.crc32(data), zlib.crc32(data[::-1])


@lru_cache(maxsize=4096)
def place_key(name: str) -> str:
    """A name as the gazetteer files it, before first words are made one."""
    return " ".join(k for k in map(fold, pieces(name)) if k)


def canonical(key: str) -> str:
    """The key with its first word in canonical form: `el obeid` and `al obeid` meet."""
    first, _, rest = key.partition(" ")
    form = _first_words().get(first)
    if form is not None and rest.startswith(form[1]) and rest:
        return f"{form[0]} {rest}"
    return key


@cache
def _first_words() -> dict[str, tuple[str, str]]:
    return {row["written"]: (row["canonical"], row["before"]) for row in facts("gazetteer_words")}


def first_slot(word: str) -> int:
    """Where the table of first words has this word; all written forms of one canonical word share it."""
    form = _first_words().get(word)
    return zlib.crc32(_bytes(form[0] if form else word)) >> (32 - FIRST_BITS)


def pair_slot(key: str) -> tuple[int, int]:
    """Byte and bit for the first two words of a canonical name."""
    slot = zlib.crc32(_bytes(" ".join(key.split(" ", 2)[:2]))) >> (32 - PAIR_BITS)
    return slot >> 3, 1 << (slot & 7)


class Gazetteer:
    """One open file. Nothing is read before it is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            if not path.stat().st_size:
                raise self.damaged()
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if bytes(data[: len(MAGIC)]) != MAGIC:
            raise DataError("not a gazetteer of this version; build it again with `make knowledge`", table=path.name)
        if sys.byteorder != "little":
            raise DataError("the gazetteer can be read on little-endian machines only", table=path.name)
        self.header = self._header(data)
        parts = {name: data[start:end] for name, (start, end) in self.header["parts"].items()}
        self._records, self._names, self._first = parts["records"], parts["names"], parts["first"]
        self._pairs = parts["pairs"]
        self._buckets, self._entries = parts["buckets"].cast("I"), parts["entries"].cast("I")
        self._blocks, self._others = parts["blocks"].cast("I"), parts["others"]
        self.most_words = lru_cache(maxsize=4096)(self._most_words)
        self._ranges: list[tuple[int, int]] = [(low, high) for low, high in self.header["ranges"]]
        self.codes: list[str] = self.header["codes"]

    def damaged(self) -> DataError:
        """What to raise where the file holds what no build wrote."""
        return DataError("the file is damaged; install Sayso again, or run `make knowledge`", table=self._path.name)

    def _header(self, data: memoryview) -> dict[str, Any]:
        """The header of a file that is whole, as far as that can be told without reading it all."""
        try:
            (size,) = struct.unpack_from("<I", data, len(MAGIC))
            header: dict[str, Any] = json.loads(bytes(data[len(MAGIC) + 4 : len(MAGIC) + 4 + size]))
            whole = all(start <= end <= len(data) for start, end in header["parts"].values())
        except (struct.error, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self.damaged() from error
        if not whole:
            raise self.damaged()
        return header

    def __len__(self) -> int:
        """How many places there are."""
        return len(self._records) // RECORD.size

    def find(self, key: str) -> list[int]:
        """Packed postings of a folded name, the best known first."""
        data = _bytes(canonical(key))
        bucket = zlib.crc32(data) >> (32 - BUCKET_BITS)
        low, high = self._buckets[bucket], self._buckets[bucket + 1]
        if low == high:
            return []
        if not low < high <= len(self._entries) // 2:
            raise self.damaged()
        check, entries = zlib.crc32(data[::-1]), self._entries
        return [entries[i + 1] for i in range(2 * low, 2 * high, 2) if entries[i] == check]

    def has(self, key: str, *, size: int = 0) -> bool:
        """Has a folded name an entry of at least this size?"""
        found = self.find(key)
        return any(bits >> (ROW_BITS + 2) & 7 >= size for bits in found) if size else bool(found)

    def longest(self, keys: Sequence[str], i: int, *, size: int = 0) -> int:
        """How many words from `i` on make the longest name with an entry of this size; 0 if none does."""
        n = min(self.most_words(keys[i]), len(keys) - i)
        if n > 1:
            byte, bit = pair_slot(canonical(f"{keys[i]} {keys[i + 1]}"))
            n = n if self._pairs[byte] & bit else 1
        while n > 0 and not self.has(" ".join(keys[i : i + n]), size=size):
            n -= 1
        return n

    def _most_words(self, word: str) -> int:
        """How many words the longest name beginning with this one may have; 0 for most words of a text."""
        return self._first[first_slot(word)]

    def record(self, row: int) -> Record:
        """The row's numbers."""
        if not 0 <= row < len(self):
            raise self.damaged()
        return RECORD.unpack_from(self._records, row * RECORD.size)

    def name(self, at: int) -> str:
        """The name stored at this place."""
        if not 0 <= at < len(self._names):
            raise self.damaged()
        return str(self._names[at + 1 : at + 1 + self._names[at]], "utf-8", errors="replace")

    def row_of(self, key: int) -> int | None:
        """The row of an id; rows of one kind are in order of id."""
        for low, high in self._ranges:
            at = bisect_left(range(low, high), key, key=self._id) + low
            if at < high and self._id(at) == key:
                return at
        return None

    def _id(self, row: int) -> int:
        number: int = RECORD.unpack_from(self._records, row * RECORD.size)[0]
        return number

    def other_names(self, row: int) -> tuple[str, ...]:
        """The names beside the main one, as written."""
        try:
            names = self._block(row // OTHERS_PER_BLOCK)[row % OTHERS_PER_BLOCK]
        except (zlib.error, ValueError, IndexError) as error:
            raise self.damaged() from error
        return tuple(names.split("|")) if names else ()

    def _block(self, number: int) -> list[str]:
        low, high = self._blocks[number], self._blocks[number + 1]
        return zlib.decompress(self._others[low:high]).decode().split("\n")


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the package, opened once."""
    return Gazetteer(Path(str(files("sayso.knowledge") / "data" / "gazetteer.bin")))
