"""Scoring against TimeML."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.timebank import GoldTime, compare, half_of, score
from sayso.model import Span, TimeMention

SOURCE = """<TimeML><DCT><TIMEX3 tid="t0" value="2019-04-11">April 11</TIMEX3></DCT><TEXT>
The port shut <TIMEX3 tid="t1" type="DATE" value="2019-04-10">yesterday</TIMEX3> &amp; opened
<TIMEX3 tid="t2" type="DATE" value="2019-W15">this <EVENT eid="e1">week</EVENT></TIMEX3>.
</TEXT></TimeML>"""


def test_reads_a_file_and_scores_it(tmp_path: Path) -> None:
    folder = tmp_path / "timebank"
    folder.mkdir()
    (folder / "a.tml").write_text(SOURCE)
    found = score(tmp_path)
    assert (found.documents, found.expressions, found.relaxed_f1, found.value_f1) == (1, 2, 1.0, 1.0)
    assert {half_of("a.tml")} <= {"dev", "heldout"}


def test_a_wrong_value_counts_as_found_but_not_as_right() -> None:
    time = TimeMention(span=Span(3, 9), text="Monday", timex="DATE", value="2019-04-08")
    found = compare([[GoldTime(0, 9, "DATE", "2019-04-15")]], [(time,)])
    assert (found.relaxed_f1, found.strict_f1, found.value_f1) == (1.0, 0.0, 0.0)
    assert (found.type_accuracy, found.value_accuracy) == (1.0, 0.0)


def test_says_where_the_corpus_should_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        score(tmp_path)


@pytest.mark.corpus
@pytest.mark.slow
def test_timebank_floors() -> None:
    root = Path(os.environ.get("SAYSO_DATA", "../shared/data")) / "time"
    if not root.is_dir():
        pytest.skip("no TimeML corpus under SAYSO_DATA or ../shared/data")
    found = score(root, half="heldout")
    assert found.relaxed_f1 >= 0.925
    assert found.strict_f1 >= 0.855
    assert found.type_f1 >= 0.875
    assert found.value_f1 >= 0.795
