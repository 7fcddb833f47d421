"""Averages states of one run that fell at different steps: `python -m training.encoder.average OUT STATE=SHARE ...`.

The rate falls at the end of a run; where it was let fall several times on the way, the mean of those ends is better than each
(Izmailov et al. 2018, "Averaging weights leads to wider optima"; Wortsman et al. 2022, "Model soups"), at no cost in serving.
All but the weights is that of the last state named.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.trainer import read, save


def averaged(states: Sequence[Mapping[str, Any]], shares: Sequence[float]) -> dict[str, Any]:
    """The last state with the mean of the weights of all; raises ValueError where shares do not fit the states."""
    if len(states) != len(shares) or not states or abs(sum(shares) - 1.0) > 1e-6:
        raise ValueError(
            f"{len(shares)} shares that sum to {sum(shares)}, for {len(states)} states: give one each, 1 in all"
        )
    last = states[-1]
    if any(one["lists"] != last["lists"] for one in states):
        raise ValueError("the states have different label lists, so they are not of one run")
    model = {
        name: sum(share * one["model"][name].float() for share, one in zip(shares, states, strict=True)).to(value.dtype)
        if value.is_floating_point()
        else value
        for name, value in last["model"].items()
    }
    return {**last, "model": model}


def main(given: Sequence[str] | None = None) -> None:
    """Read, average, write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("out", type=Path)
    asked.add_argument("states", nargs="+", metavar="STATE=SHARE", help="the last one named gives all but the weights")
    options = asked.parse_args(given)
    pairs = [one.rpartition("=") for one in options.states]
    save(options.out, averaged([read(Path(path)) for path, _, _ in pairs], [float(share) for *_, share in pairs]))


if __name__ == "__main__":
    main()
