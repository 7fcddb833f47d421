"""Reading MUC-4 keys for the killed and the injured."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.muc4_counts import keys_of, score

KEY = """
0.  MESSAGE: ID                     DEV-MUC3-0001 (NCCOSC)
1.  MESSAGE: TEMPLATE               1
21. HUM TGT: NUMBER                 3: "GUARDS" / "WATCHMEN"
                                    2: "FARMERS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "GUARDS" / "WATCHMEN"
                                    INJURY: "FARMERS"

0.  MESSAGE: ID                     DEV-MUC3-0002 (NCCOSC)
1.  MESSAGE: TEMPLATE               1
21. HUM TGT: NUMBER                 PLURAL: "GUARDS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "GUARDS"
"""
TEXT = """DEV-MUC3-0001 (NOSC)

   ORAN, 3 JAN 90 -- [TEXT] THREE GUARDS WERE KILLED AND TWO
FARMERS WERE WOUNDED IN A CLASH.

DEV-MUC3-0002 (NOSC)

   ORAN, 3 JAN 90 -- [TEXT] GUARDS WERE KILLED.
"""


def test_only_incidents_with_all_victims_counted_are_scored(tmp_path: Path) -> None:
    (tmp_path / "key-dev-0001.muc4").write_text(KEY)
    (tmp_path / "dev-muc3-0001-0100").write_text(TEXT)
    (key,) = keys_of(tmp_path)
    assert (key.message, key.killed, key.injured) == ("DEV-MUC3-0001", 3, 2)
    assert (score(tmp_path).incidents, score(tmp_path).both) == (1, 1.0)


def test_says_where_the_corpus_should_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        score(tmp_path)
