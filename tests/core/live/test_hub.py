"""Batches of changes that wait for a subscriber."""

from ksbb.core.live.hub import MAX_WAITING, Batch, Figures


def test_a_client_that_falls_behind_must_read_everything_again() -> None:
    waiting, figures = Batch(), Figures(1, 1, 1, 0, 0, 1)
    waiting.add(Batch({("pledge", 1): 1.0}, {1: (figures, 1.0)}))
    waiting.add(Batch({("pledge", 1): 2.0}))
    assert waiting.things == {("pledge", 1): 2.0}
    assert not waiting.missed
    waiting.add(Batch({("pledge", number): 3.0 for number in range(MAX_WAITING)}))
    assert waiting == Batch(missed=True)
