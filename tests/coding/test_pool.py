"""Worker processes: one that dies or hangs is replaced, and only the article that did it is given up."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.coding.memory import give_back
from sayso.coding.outcome import Failed, Outcome, Read
from sayso.coding.pool import Pool
from sayso.errors import ConfigError, MissingModel, UnknownPart
from sayso.ingest import article_from_text
from tests.coding.fake import FACTORY


def outcomes(texts: list[str], **options: object) -> dict[str, Outcome]:
    """What the workers say of each text."""
    pool = Pool(**{"factory": FACTORY, "jobs": 2, "batch": 3} | options)  # type: ignore[arg-type]
    try:
        for text in texts:
            pool.submit(text, article_from_text(text))
        done: dict[str, Outcome] = {}
        while len(done) < len(texts):
            found = pool.collect(wait=True)
            assert found, "nothing is on its way, yet not all are there"
            done |= dict(found)
        assert pool.collect(wait=True) == []
        return done
    finally:
        pool.close()


def quiet(count: int) -> list[str]:
    return [f"A{k} attacked B{k}." for k in range(count)]


def test_every_article_has_its_outcome() -> None:
    done = outcomes(quiet(20))
    assert all(isinstance(outcome, Read) and outcome.state == "coded" for outcome in done.values())
    found = done["A7 attacked B7."]
    assert isinstance(found, Read)
    assert found.found["text"] == "A7 attacked B7."


@pytest.mark.parametrize("place", [0, 4, 9])
def test_an_article_that_ends_the_process_twice_is_given_up_alone(place: int) -> None:
    texts = quiet(9)
    texts.insert(place, "DIE ALWAYS")
    done = outcomes(texts)
    bad = done.pop("DIE ALWAYS")
    assert isinstance(bad, Failed)
    assert (bad.reason, bad.retryable) == ("worker_died", False)
    assert "SIGKILL" in bad.message
    assert all(isinstance(outcome, Read) for outcome in done.values())


def test_a_process_that_died_by_chance_costs_nothing(tmp_path: Path) -> None:
    texts = [*quiet(5), f"DIE ONCE {tmp_path / 'died'}"]
    done = outcomes(texts)
    assert (tmp_path / "died").exists()
    assert all(isinstance(outcome, Read) for outcome in done.values())


def test_an_article_that_hangs_is_given_up_after_the_limit() -> None:
    done = outcomes([*quiet(4), "HANG"], seconds=1.5)
    bad = done.pop("HANG")
    assert isinstance(bad, Failed)
    assert bad.reason == "timeout"
    assert all(isinstance(outcome, Read) for outcome in done.values())


def test_no_reader_without_its_model() -> None:
    with pytest.raises(MissingModel, match="install it"):
        outcomes(quiet(1), factory="tests.coding.fake:without_model")


def test_no_reader_of_an_unknown_profile() -> None:
    with pytest.raises(UnknownPart, match="no profile is called 'nowhere'"):
        outcomes(quiet(1), factory="sayso.coding.worker:reader", profile="nowhere")


def test_workers_that_never_start_end_the_run() -> None:
    with pytest.raises(ConfigError, match="do not start"):
        outcomes(quiet(1), factory="tests.coding.fake:never")


def test_a_worn_worker_gives_way_and_every_article_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_TEST_PIDS", str(tmp_path))
    done = outcomes(quiet(20), factory="tests.coding.fake:noting", jobs=1, worn=6)
    assert len(done) == 20
    assert all(isinstance(outcome, Read) for outcome in done.values())
    assert len(list(tmp_path.iterdir())) == 4  # of 6 articles each but the last


def test_memory_can_be_given_back_on_any_system() -> None:
    give_back()
