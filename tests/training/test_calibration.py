"""How far probabilities can be believed."""

import pytest
from training.calibration import calibration_error, threshold


def test_a_threshold_keeps_as_much_as_the_wanted_share_allows() -> None:
    confidences, right = [0.9, 0.8, 0.7, 0.6], [True, True, False, True]
    assert threshold(confidences, right, 1.0) == (0.8, 0.5)
    assert threshold(confidences, right, 0.75) == (0.6, 1.0)
    assert threshold([0.9], [False], 0.5) == (1.0, 0.0)
    assert threshold([], [], 0.5) == (1.0, 0.0)


@pytest.mark.parametrize("bins", [10, 15])
def test_confidence_that_equals_the_share_right_has_no_error(bins: int) -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False], bins) == pytest.approx(0)
    assert calibration_error([0.95] * 4, [True, True, False, False], bins) == pytest.approx(0.45)
    assert calibration_error([0.95, 0.15], [True, True], bins) == pytest.approx((0.05 + 0.85) / 2)
    assert calibration_error([], [], bins) == 0
