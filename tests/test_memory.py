"""What a process keeps at hand has a bound, for a watcher runs for weeks and names never stop coming."""

from __future__ import annotations

import ast
from pathlib import Path

import sayso

SOURCE = Path(sayso.__file__).parent
MOST = 16_384

# Caches without a bound whose arguments are names in our own code or tables: their number does not grow with what is read.
OURS = {
    "codec/derived.py:schema_of",
    "codec/typed.py:decoder",
    "corroborate/copies/words.py:word_class",
    "corroborate/joining/naming.py:_table",
    "corroborate/joining/titles.py:_row",
    "corroborate/sources/bodies.py:_ruling",
    "corroborate/sources/labels.py:_of_kind",
    "export/columns.py:columns_of",
    "extract/actors/belonging.py:abroad",
    "extract/actors/rules.py:_sites",
    "extract/actors/scan.py:_bound_words",
    "extract/actors/things.py:coreference_words",
    "extract/attribution/withdrawn.py:_words",
    "extract/places/weights.py:weights",
    "extract/quantities/amounts.py:_no_counts",
    "extract/quantities/amounts.py:_phrases",
    "extract/quantities/toll.py:_phrases",
    "extract/quantities/toll.py:_signs",
    "extract/times/grammar.py:grammar",
    "extract/times/vocabulary.py:with_triggers",
    "extract/times/vocabulary.py:words_of_language",
    "extract/veridicality/words.py:_effects",
    "knowledge/alignment.py:_parts",
    "knowledge/countries.py:_index",
    "knowledge/countries.py:country_terms",
    "knowledge/places.py:_size",
    "lexicon/attribution.py:phrase_cues",
    "lexicon/attribution.py:words",
    "lexicon/metonyms.py:_metonym_words",
    "lexicon/tables.py:table",
    "ontology/_tables.py:rows",
    "profile.py:load",
    "registry.py:part",
    "store/matching.py:_offset",
    "store/rolling.py:strength",
    "store/rolling.py:sureness",
    "store/session.py:_insert_sql",
    "store/session.py:_upsert_sql",
    "store/session.py:stored",
    "store/summing.py:_adding",
    "web/assets.py:asset",
    "web/assets.py:built",
    "wording/names.py:_words",
    "wording/words.py:_rows",
}


def _cached() -> list[tuple[str, ast.FunctionDef, ast.expr]]:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found += [(f"{path.relative_to(SOURCE)}:{node.name}", node, d) for d in node.decorator_list]
    return found


def test_a_cache_without_bound_is_asked_only_about_our_own_names() -> None:
    unbounded = {
        name
        for name, node, decorator in _cached()
        if isinstance(decorator, ast.Name) and decorator.id == "cache" and (node.args.args or node.args.kwonlyargs)
    }
    assert unbounded == OURS


def test_no_cache_is_larger_than_it_helps() -> None:
    """Sizes that fill within some thousand articles: after that memory stays level."""
    sizes = {
        name: keyword.value.value
        for name, _, decorator in _cached()
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "lru_cache"
        for keyword in decorator.keywords
        if keyword.arg == "maxsize" and isinstance(keyword.value, ast.Constant)
    }
    assert len(sizes) > 50
    assert {name: size for name, size in sizes.items() if size is None or size > MOST} == {}
