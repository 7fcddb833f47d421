from __future__ import annotations

import pytest

from sayso.errors import InputError
from sayso.ontology import cameo, cameo_for, cameos, contexts, event_type, modes, plover_for, types

NOT_IN_ICEWS = {"176", "1834", "1951", "1952"}  # later additions


def test_codes_are_complete() -> None:
    codes = set(cameos())
    assert {c for c in codes if len(c) == 2} == {f"{n:02}" for n in range(1, 21)}
    assert len(codes - NOT_IN_ICEWS) == 312
    assert all(c[:-1] in codes for c in codes if len(c) > 2), "a code without its parent"
    assert all(c + "0" in codes for c in codes if len(c) == 2), "a root without its plain code"


def test_titles_are_all_different_and_shown() -> None:
    titles = [c.title for c in cameos().values() if len(c.code) > 2]
    assert len(set(titles)) == len(titles)
    assert all(c.example.endswith(".") for c in cameos().values())


def test_every_target_is_valid() -> None:
    known = {c.code for c in contexts()}
    for found in cameos().values():
        if found.type:
            assert found.mode in ("", *event_type(found.type).modes), found.code
            assert set(found.contexts) <= known, found.code
        else:
            assert found.root == "01", f"{found.code} is dropped"


def test_quads_follow_the_roots() -> None:
    for found in cameos().values():
        root = int(found.root)
        assert found.quad_gdelt == (1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4)
        phoenix = 0 if root <= 2 else 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 or root == 16 else 4
        assert found.quad_phoenix == phoenix


@pytest.mark.parametrize(
    ("code", "type_", "mode"),
    [
        ("036", "AGREE", None),
        ("0352", "CONCEDE", None),  # a promised concession
        ("055", "CONCEDE", None),
        ("0871", "CONCEDE", None),  # declared, not observed
        ("0874", "RETREAT", "withdraw"),
        ("1044", "REQUEST", "change"),
        ("1124", "ACCUSE", "allege"),
        ("114", "ACCUSE", "disapprove"),
        ("116", "SANCTION", "convict"),
        ("1242", "REJECT", "change"),
        ("1243", "REJECT", "yield"),
        ("1382", "THREATEN", "territory"),
        ("1433", "PROTEST", "boycott"),
        ("155", "MOBILIZE", "weapons"),
        ("163", "SANCTION", "discontinue"),
        ("1712", "ASSAULT", "destroy"),
        ("175", "ASSAULT", None),
        ("191", "COERCE", "restrict"),
        ("1951", "ASSAULT", "aerial"),
        ("1952", "ASSAULT", "drone"),
        ("2042", "ASSAULT", "unconventional"),
    ],
)
def test_plover_for(code: str, type_: str, mode: str | None) -> None:
    found = plover_for(code)
    assert found is not None
    assert (found.type, found.mode) == (type_, mode)


def test_statements_and_polite_requests_only_where_asked_for() -> None:
    assert plover_for("010") is plover_for("010", optional=True) is None
    assert plover_for("016") is plover_for("0233") is None
    denial, plea = plover_for("016", optional=True), plover_for("0233", optional=True)
    assert denial is not None
    assert denial.type == "REJECT"
    assert plea is not None
    assert (plea.type, plea.mode) == ("REQUEST", "assist")


def test_a_host_changes_places_with_the_visitor() -> None:
    host, visitor = plover_for("043"), plover_for("042")
    assert host is not None
    assert visitor is not None
    assert host.swapped
    assert not visitor.swapped


@pytest.mark.parametrize(
    ("type_", "mode", "context", "flags", "expected"),
    [
        ("COOPERATE", None, ("military",), {}, "062"),
        ("COOPERATE", None, ("gender",), {}, "060"),
        ("AID", None, ("military", "economic"), {}, "072"),  # arms before money
        ("AGREE", None, ("economic",), {}, "0311"),
        ("REQUEST", "meet", (), {"forceful": False}, "026"),
        ("REQUEST", "meet", (), {}, "106"),
        ("REQUEST", None, (), {"forceful": False}, "020"),
        ("ASSAULT", None, (), {"armed": True}, "190"),
        ("ASSAULT", None, (), {}, "180"),
        ("ASSAULT", "drone", (), {"armed": True}, "1952"),
        ("SANCTION", "discontinue", ("economic",), {}, "163"),
        ("SANCTION", "discontinue", (), {}, "160"),
        ("RETREAT", "resign", (), {}, "0831"),
        ("PROTEST", "strike", (), {}, "143"),
    ],
)
def test_cameo_for(
    type_: str, mode: str | None, context: tuple[str, ...], flags: dict[str, bool], expected: str
) -> None:
    assert cameo_for(type_, mode, context, **flags) == expected


def test_every_type_and_mode_has_a_code_that_exists() -> None:
    every = [(t.code, None) for t in types()] + [(m.type, m.code) for m in modes()]
    for type_, mode in every:
        for flags in ({}, {"armed": True}, {"forceful": False}):
            assert cameo(cameo_for(type_, mode, **flags)).code in cameos()


LOSSY = {  # CAMEO has no code of its own for these
    ("CONSULT", "multilateral"),
    ("RETREAT", "ceasefire"),  # 0871 is the declared truce
    ("RETREAT", "resign"),
    ("THREATEN", "arrest"),
    ("PROTEST", "strike"),
    ("PROTEST", "vandalize"),
    ("SANCTION", "discontinue"),  # 163 only if economic
    ("MOBILIZE", "weapons"),
    ("MOBILIZE", "militia"),
    ("COERCE", "censor"),
    ("COERCE", "withhold"),
    ("COERCE", "misinformation"),
    ("ASSAULT", "primitive"),
    ("ASSAULT", "crowd-control"),
}


def test_there_and_back_again() -> None:
    """A mode that goes to CAMEO comes back as itself, save for those that CAMEO cannot tell."""
    lost = set()
    for entry in modes():
        back = plover_for(cameo_for(entry.type, entry.code))
        if back is None or (back.type, back.mode) != (entry.type, entry.code):
            lost.add((entry.type, entry.code))
    assert lost == LOSSY


def test_unknown_code() -> None:
    with pytest.raises(InputError, match="did you mean 087"):
        cameo("0875")
