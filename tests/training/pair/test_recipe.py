"""The runs of the recipe, the table of what each means gives, the data card."""

from training.pair.card import card
from training.pair.corpora import Loaded
from training.pair.labels import types_of
from training.pair.recipe import runs
from training.pair.rows import Row
from training.pair.study import table


def test_no_student_of_a_fold_learns_from_a_teacher_that_saw_it() -> None:
    found = {run.name: run for run in runs([0, 3], [1, 2])}
    assert list(found)[-1] == "student-all-s1"
    assert len(found) == 8
    for name, run in found.items():
        asked = dict(zip(run.arguments[::2], run.arguments[1::2], strict=True))
        if name.startswith("student"):
            teacher = found[asked["--teacher"].split("/")[-1]]
            taught = dict(zip(teacher.arguments[::2], teacher.arguments[1::2], strict=True))
            assert taught.get("--fold") == asked.get("--fold")


def test_without_a_teacher_there_are_only_students_of_the_labels() -> None:
    assert [run.name for run in runs([1], [1], distil=False)] == ["multi-f1-s1", "multi-all-s1"]


def test_the_table_has_a_line_for_each_means() -> None:
    figures = {
        "plain-f0-s1": {"type macro-F1": 0.7, "cpu": 100},
        "plain-f0-s2": {"type macro-F1": 0.8, "cpu": 120},
        "multi-f0-s1": {"type macro-F1": 0.9, "aw 0 F1": 0.5, "cpu": 300},
        "multi-all-s1": {"type macro-F1": 1.0},
    }
    found = table(figures)
    assert "| plain | 2 | 0.750 (sd 0.050) | - |" in found
    assert "| multi | 1 | 0.900 |" in found
    assert "1.000" not in found


def test_the_card_counts_rows_of_the_corpora_that_were_used() -> None:
    rows = [Row(corpus="plv", text="a", types=types_of("AID")), Row(corpus="aw", text="b", related=0)]
    heads = {"type": {"temperature": 1.2, "ece_before": 0.1, "ece": 0.05, "threshold": 0.6, "rows": 7}}
    found = card(Loaded(rows, [0, 0], {"plv": 3}), {"plv": 9.0}, [], heads)
    assert "| plv | events/plv_train.jsonl | none stated |" in found
    assert "| 1 | 1 | 9 | 3 |" in found
    assert "| aw |" not in found
    assert "| type | 1.2 | 0.1 / 0.05 | 0.6 | 7 |" in found
