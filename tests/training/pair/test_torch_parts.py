"""What needs torch: heads, losses, resuming; left out where torch is not installed."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is a training dependency only (make train-pair)")

from training.pair.base import marker_numbers  # noqa: E402
from training.pair.batches import gold  # noqa: E402
from training.pair.corpora import Loaded  # noqa: E402
from training.pair.encode import Encoder  # noqa: E402
from training.pair.labels import TYPES, modes, types_of, types_of_quad  # noqa: E402
from training.pair.model import Pair, losses  # noqa: E402
from training.pair.rows import Row  # noqa: E402
from training.pair.train import Trainer, options, rate  # noqa: E402
from training.trainer import save  # noqa: E402

from training.pair import train  # noqa: E402


class Tiny(torch.nn.Module):
    """Looks words up and mixes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.words = torch.nn.Embedding(300, 8)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.words(ids)


def model() -> Pair:
    torch.manual_seed(0)
    return Pair(Tiny(), 8, hidden=16).eval()


def tensors(rows: list[Row]) -> dict[str, torch.Tensor]:
    return {k: torch.from_numpy(v) for k, v in gold(rows, [1.0] * len(rows)).items()}


def test_padding_changes_nothing() -> None:
    ids, positions = torch.tensor([[101, 1, 7, 2, 102]]), torch.tensor([[1, 0]])
    padded, mask = torch.nn.functional.pad(ids, (0, 4)), torch.tensor([[1] * 5 + [0] * 4])
    m = model()
    for a, b in zip(m(ids, torch.ones_like(ids), positions), m(padded, mask, positions), strict=True):
        assert torch.allclose(a, b, atol=1e-6)


def test_the_quad_class_has_the_mass_of_its_types() -> None:
    ids = torch.tensor([[101, 1, 7, 2, 102]])
    types, quad, mode, related, direction = model()(ids, torch.ones_like(ids), torch.tensor([[1, 0]]))
    p = types.softmax(-1)[0]
    wanted = torch.stack([p[list(types_of_quad(q))].sum() for q in (1, 2, 3, 4)])
    assert torch.allclose(quad.softmax(-1)[0], wanted, atol=1e-5)
    assert (types.shape[1], mode.shape[1], related.shape, direction.shape) == (len(TYPES), len(modes()), (1,), (1,))


def test_either_type_of_yield_is_right_and_what_is_unknown_costs_nothing() -> None:
    rows = [Row(corpus="plv", text="x", types=types_of("YIELD"))]
    out = [torch.zeros(1, len(TYPES)), torch.zeros(1, 4), torch.zeros(1, len(modes())), torch.zeros(1), torch.zeros(1)]
    costs = []
    for kind in ("CONCEDE", "RETREAT", "AID"):
        types = torch.zeros(1, len(TYPES))
        types[0, TYPES.index(kind)] = 6.0
        costs.append(float(losses((types, *out[1:]), tensors(rows))["type"]))
    assert costs[0] == pytest.approx(costs[1])
    assert costs[2] > costs[0] + 2
    unknown = losses(tuple(out), tensors([Row(corpus="news", text="x")]))
    assert all(float(v) == 0.0 for v in unknown.values())


def test_the_teacher_counts_only_where_it_spoke() -> None:
    rows = [Row(corpus="news", text="x"), Row(corpus="news", text="y")]
    wanted = tensors(rows)
    soft = torch.zeros(2, len(TYPES))
    soft[:, 3] = 8.0
    wanted |= {"soft_type": soft, "soft_mode": torch.zeros(2, len(modes())), "soft_related": torch.zeros(2)}
    wanted |= {"soft_direction": torch.zeros(2)}
    rest = (torch.zeros(2, 4), torch.zeros(2, len(modes())), torch.zeros(2), torch.zeros(2))
    types = torch.zeros(2, len(TYPES))
    types[0, 3] = 8.0  # agrees with the teacher in the first row only

    def cost(spoke: list[float]) -> float:
        return float(losses((types, *rest), wanted | {"soft": torch.tensor(spoke)})["soft_type"])

    assert cost([1.0, 0.0]) < cost([0.0, 1.0])
    assert cost([0.0, 0.0]) == 0.0


def test_markers_are_told_from_words() -> None:
    assert marker_numbers(torch.tensor([101, 1, 4, 5, 0]), 0).tolist() == [0, 1, 4, 0, 0]
    assert marker_numbers(torch.tensor([0, 5, 8, 9, 4]), 4).tolist() == [0, 1, 4, 0, 0]


def test_the_rate_rises_and_falls() -> None:
    found = np.array([rate(k, 100) for k in range(100)])
    assert found.argmax() in (9, 10)
    assert found[-1] < 0.02
    assert found[0] == pytest.approx(0.1)


class TinyBase(Tiny):
    """As `Tiny`, with what training asks of a base encoder."""

    size = 8

    def depth(self, name: str) -> int:
        return 0


def test_a_run_that_was_cut_ends_like_one_that_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel({"?": 100, "miners": 7, "sued": 8}, unk_token="?"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.save(str(tmp_path / "tokenizer.json"))
    rows = [
        Row(
            corpus="plv",
            text=f"miners sued them {k}",
            source=(0, 6),
            target=(12, 16),
            types=(k % 16,),
            related=1,
            direction=1,
        )
        for k in range(40)
    ]
    monkeypatch.setattr(train, "build", lambda *_: (TinyBase(), Encoder(tmp_path / "tokenizer.json")))
    monkeypatch.setattr(train, "load", lambda *_: Loaded(rows, [k % 5 for k in range(40)], {}))

    def weights(name: str, cut: int | None) -> dict[str, torch.Tensor]:
        asked = options(["--out", str(tmp_path / name), "--fold", "0", "--passes", "plv=2", "--batch", "8"])
        asked.out.mkdir(exist_ok=True)
        if cut is not None:
            first = Trainer(asked)
            for _ in range(cut):
                first._step()
            save(asked.out / "last.pt", first.state())
        trainer = Trainer(asked)
        assert trainer.step == (cut or 0)
        trainer.run()
        state = torch.load(tmp_path / name / "last.pt", weights_only=True)
        assert state["step"] == len(trainer.plan) == 8
        return state["model"]  # type: ignore[no-any-return]

    whole, parts = weights("whole", None), weights("parts", 3)
    assert all(torch.equal(whole[name], parts[name]) for name in whole)
    start = TinyBase().words.weight
    assert not torch.equal(whole["encoder.words.weight"], start)
