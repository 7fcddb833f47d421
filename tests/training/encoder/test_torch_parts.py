"""What needs torch: the chain's loss against all paths, and the model's outputs; left out where torch is not installed."""

import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is a training dependency only (make train-encoder)")

from training.encoder.bert import Bert  # noqa: E402
from training.encoder.crf import Crf  # noqa: E402
from training.encoder.labels import ACTORS, ATTRIBUTION, BIO_HEADS, bio, vocabulary  # noqa: E402
from training.encoder.model import Document  # noqa: E402
from training.encoder.train import rate  # noqa: E402

from sayso.encoder.document import Heads, Window  # noqa: E402


def test_the_loss_is_that_of_all_paths() -> None:
    torch.manual_seed(0)
    labels = bio(("a",))
    crf = Crf(labels, begins_inside=False)
    for p in crf.parameters():
        torch.nn.init.normal_(p)
    emissions, gold = torch.randn(2, 4, 3), torch.tensor([[0, 1, 2, 0], [1, 2, -100, -100]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 0, 0]]).bool()
    transition, start, end = (x.detach().numpy() for x in crf.scores())
    wanted = 0.0
    for row, n in ((0, 4), (1, 2)):
        e = emissions[row].numpy()

        def score(path: tuple[int, ...], e: np.ndarray = e) -> float:
            steps = sum(transition[a, b] for a, b in itertools.pairwise(path))
            return float(start[path[0]] + end[path[-1]] + sum(e[t, k] for t, k in enumerate(path)) + steps)

        every = np.array([score(p) for p in itertools.product(range(3), repeat=n)])
        wanted += float(np.log(np.exp(every).sum())) - score(tuple(gold[row, :n].tolist()))
    assert crf.loss(emissions, gold, mask).item() == pytest.approx(wanted, rel=1e-4)


@pytest.mark.parametrize("inside", [True, False])
def test_a_window_may_begin_in_a_quotation_where_that_is_said(inside: bool) -> None:
    transition, start, _ = Crf(ATTRIBUTION, begins_inside=inside).scores()
    place = {label: k for k, label in enumerate(ATTRIBUTION)}
    assert bool(start[place["I-content"]] == 0) is inside
    assert transition[place["B-cue"], place["I-cue"]] == 0 > transition[place["B-source"], place["I-cue"]]


def test_what_is_said_of_the_heads_is_what_the_runner_decodes_with() -> None:
    torch.manual_seed(2)
    model = Document(Bert(vocabulary=200, size=16, layers=2, heads=2, inner=32, positions=32), vocabulary({}))
    torch.nn.init.normal_(model.crfs["actors"].transition)
    heads = Heads(model.heads())
    assert set(heads.chains.labels) == set(BIO_HEADS)
    assert set(heads.facts) == {*model.vocabulary.lists, "arcs_ud", "arcs_spacy", "factuality"}
    words = ["a", "b", "c"]
    ids = torch.tensor([[101, 7, 8, 9, 102]])
    out = model.eval()(ids, torch.ones_like(ids), torch.ones_like(ids), torch.tensor([[1, 2, 3]]), torch.ones(1, 3))
    said = Window(words, {name: value[0].detach().numpy() for name, value in out.items()}, heads)
    assert len(said.path("actors")) == len(said.tags("upos").labels) == len(said.tree("ud", 0, 3).heads) == 3

    def loss(path: tuple[int, ...]) -> float:
        return model.crfs["actors"].loss(out["actors"], torch.tensor([path]), torch.ones(1, 3).bool()).item()

    likeliest = min(itertools.product(range(len(ACTORS)), repeat=3), key=loss)
    assert tuple(ACTORS[tag] for tag in likeliest) == said.path("actors")


def test_outputs_do_not_depend_on_padding() -> None:
    torch.manual_seed(1)
    lists = vocabulary({})
    bert = Bert(vocabulary=200, size=16, layers=2, heads=2, inner=32, positions=32)
    model = Document(bert, lists).eval()
    ids = torch.tensor([[101, 7, 8, 9, 102]])
    one = torch.ones_like(ids)
    first, words = torch.tensor([[1, 2, 3]]), torch.ones(1, 3, dtype=torch.long)
    alone = model(ids, one, one, first, words)

    def pad(x: torch.Tensor, n: int) -> torch.Tensor:
        return torch.nn.functional.pad(x, (0, n))

    wide = model(pad(ids, 4), pad(one, 4), pad(one, 4), pad(first, 2), pad(words, 2))
    assert alone["attribution"].shape == (1, 3, len(ATTRIBUTION))
    for name, found in wide.items():
        kept = found[:, :3, :4] if name.startswith("arcs") else found[:, :3]
        assert torch.allclose(kept, alone[name], atol=1e-5), name
    assert float(wide["arcs_ud"][0, 0, 4:].max()) < -5000  # padding is never a head


def test_the_rate_rises_stays_and_falls() -> None:
    rates = [rate(k, warmup=4, decay_from=10, decay=10) for k in range(20)]
    assert rates[0] == 0.25
    assert rates[3:11] == [1.0] * 8
    assert rates[15] == pytest.approx(0.5)
    assert rates == sorted(rates[:4]) + sorted(rates[4:], reverse=True)


def test_the_mean_of_states_is_by_their_shares_and_of_one_run() -> None:
    from training.encoder.average import averaged

    first = {"model": {"w": torch.tensor([0.0, 2.0]), "n": torch.tensor([1])}, "lists": {"upos": ["X"]}, "step": 1}
    last = {"model": {"w": torch.tensor([4.0, 2.0]), "n": torch.tensor([2])}, "lists": {"upos": ["X"]}, "step": 2}
    found = averaged([first, last], [0.25, 0.75])
    assert found["model"]["w"].tolist() == [3.0, 2.0]
    assert (found["model"]["n"].tolist(), found["step"]) == ([2], 2)
    with pytest.raises(ValueError, match="give one each"):
        averaged([first, last], [0.25, 0.25])
    with pytest.raises(ValueError, match="not of one run"):
        averaged([first, {**last, "lists": {"upos": ["Y"]}}], [0.5, 0.5])
