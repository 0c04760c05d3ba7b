"""The display equations of the page 06c-calibration."""

from typing import Any

import numpy as np
from numpy.random import Generator

from entropybook import symbolic
from entropybook._draws import near
from entropybook.calibration import split_cross_entropy
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import page
from entropybook.measures import entropy, kl_divergence
from entropybook.symbolic.calibration import CALIBRATION, PRICE, REFINEMENT


def _record(rng: Generator) -> tuple[Any, Any]:
    """Draw forecasts that repeat and the labels that came after them."""
    issued = rng.dirichlet(np.ones(rng.integers(2, 5)), size=int(rng.integers(1, 6)))
    forecasts = issued[rng.integers(len(issued), size=50)]
    return forecasts, rng.integers(forecasts.shape[1], size=50)


def _both_parts(rng: Generator) -> bool:
    """Random forecasts that repeat, and labels: the parts, counted by hand, add up to the loss."""
    forecasts, labels = _record(rng)
    loss = float(np.mean(-np.log(forecasts[np.arange(50), labels])))
    calibration = refinement = 0.0
    for s in np.unique(forecasts, axis=0):
        came = labels[(forecasts == s).all(axis=1)]
        c = np.bincount(came, minlength=len(s)) / len(came)
        calibration += len(came) / 50 * kl_divergence(c, s)
        refinement += len(came) / 50 * entropy(c)
    parts = split_cross_entropy(forecasts, labels)
    return near(calibration + refinement, loss) and near(parts, (calibration, refinement))


def _resolution(rng: Generator) -> bool:
    """Random forecasts that repeat, and labels: H(R) less the resolution is the refinement."""
    forecasts, labels = _record(rng)
    r = np.bincount(labels, minlength=forecasts.shape[1]) / 50
    resolution = 0.0
    for s in np.unique(forecasts, axis=0):
        came = labels[(forecasts == s).all(axis=1)]
        c = np.bincount(came, minlength=len(s)) / len(came)
        resolution += len(came) / 50 * kl_divergence(c, r)
    return near(entropy(r) - resolution, split_cross_entropy(forecasts, labels).refinement)


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    split = (
        rf"\begin{{aligned}} {page(PRICE)} = \; &{page(CALIBRATION)} && \text{{calibration}} \\ "
        rf"&+ {page(REFINEMENT)} && \text{{refinement}} \end{{aligned}}"
    )
    return (
        Equation(
            "eq-calibration-refinement",
            "Cross-entropy is calibration plus refinement",
            "identity",
            split,
            (
                Proved(symbolic.cross_entropy_is_calibration_and_refinement),
                Tried(_both_parts, implements="split_cross_entropy"),
            ),
            by_hand="the names beside the parts",
        ),
        Equation(
            "eq-resolution",
            "Refinement is uncertainty less resolution",
            "identity",
            page(symbolic.refinement_is_uncertainty_less_resolution().conclusion),
            (
                Proved(symbolic.refinement_is_uncertainty_less_resolution),
                Tried(_resolution),
            ),
        ),
    )
