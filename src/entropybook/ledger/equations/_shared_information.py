"""The display equations of the page 07c-shared-information."""

import math
from typing import Any

import numpy as np
from numpy.random import Generator

from entropybook import symbolic
from entropybook._draws import near
from entropybook.joint import conditional_entropy, conditional_kl, mutual_information
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.measures import entropy, kl_divergence

_PAIR = r"D_{\mathrm{KL}}(R_{XY} \parallel "
_BEFORE = r"D_{\mathrm{KL}}(R_X \parallel S_X)"
_HAND = "the whole, in the notation for pairs"


def random_tables(rng: Generator, count: int = 2) -> Any:
    """Draw joint pmfs of two things with 2 to 4 values each, some of them nearly certain."""
    rows, columns = map(int, rng.integers(2, 5, size=2))
    weights = np.full(rows * columns, rng.choice([0.2, 1.0]))
    return rng.dirichlet(weights, size=count).reshape(count, rows, columns)


def random_channel(rng: Generator, inputs: int) -> Any:
    """Draw a channel: noisy, nearly sure of its output, or one that merges or renames values."""
    outputs = int(rng.integers(2, 5))
    if rng.random() < 0.3:
        return np.eye(outputs)[rng.integers(outputs, size=inputs)]
    return rng.dirichlet(np.full(outputs, rng.choice([0.1, 1.0])), size=inputs)


def _information(rng: Generator) -> bool:
    """Random tables: it agrees with the sum, read cell by cell."""
    (table,) = random_tables(rng, 1)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    cells = math.fsum(
        table[x, y] * math.log(table[x, y] / (rows[x] * columns[y]))
        for x, y in np.ndindex(*table.shape)
    )
    return near(mutual_information(table), cells)


def _conditional(rng: Generator) -> bool:
    """Random tables: it agrees with the mean of the entropies of the rows over their sums."""
    (table,) = random_tables(rng, 1)
    mean = math.fsum(row.sum() * entropy(row / row.sum()) for row in table)
    return near(conditional_entropy(table), mean)


def _shared(rng: Generator) -> bool:
    """Random tables: the three expressions, and the second with rows and columns exchanged."""
    (table,) = random_tables(rng, 1)
    of_x, of_y = entropy(table.sum(axis=1)), entropy(table.sum(axis=0))
    values = [
        of_y - conditional_entropy(table),
        of_x - conditional_entropy(table, given=1),
        of_x + of_y - entropy(table.ravel()),
    ]
    return near(values, [mutual_information(table)] * 3)


def _chain(rng: Generator) -> bool:
    """Two random tables: the divergence of the whole against both of its accounts."""
    p, q = random_tables(rng)
    accounts = [
        kl_divergence(p.sum(axis=1 - known), q.sum(axis=1 - known))
        + conditional_kl(p, q, given=known)
        for known in (0, 1)
    ]
    return near(accounts, [kl_divergence(p.ravel(), q.ravel())] * 2)


def _channel(rng: Generator) -> bool:
    """A random pmf and channel: what the formula gives is the margin of inputs with outputs."""
    r = rng.dirichlet(np.ones(4))
    w = random_channel(rng, 4)
    joint = np.array([r[x] * w[x] for x in range(4)])
    after = [math.fsum(r[x] * w[x, y] for x in range(4)) for y in range(w.shape[1])]
    return near(after, joint.sum(axis=0)) and near(sum(after), 1)


def _processing(rng: Generator) -> bool:
    """Random pmfs and a random channel, noisy or merging: no larger afterwards."""
    r, s = rng.dirichlet(np.full(4, rng.choice([0.2, 1.0])), size=2)
    w = random_channel(rng, 4)
    return bool(kl_divergence(r @ w, s @ w) <= kl_divergence(r, s) + 1e-12)


def _information_processing(rng: Generator) -> bool:
    """A random table and a random channel from Y on: no more information than before."""
    (table,) = random_tables(rng, 1)
    after = table @ random_channel(rng, table.shape[1])
    return bool(mutual_information(after) <= mutual_information(table) + 1e-12)


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    return (
        Equation(
            "eq-mutual-information",
            "Mutual information",
            "definition",
            rf"I(X; Y) = {_PAIR}R_X R_Y) = \sum_{{x, y}} R_{{XY}}(x, y) "
            r"\log \frac{R_{XY}(x, y)}{R_X(x) \, R_Y(y)}",
            (Tried(_information, implements="mutual_information"),),
            by_hand=_HAND,
        ),
        Equation(
            "eq-conditional-entropy",
            "Conditional entropy",
            "definition",
            r"H(Y \mid X) = \sum_x R_X(x) \, H(R_{Y \mid x})",
            (Tried(_conditional, implements="conditional_entropy"),),
            by_hand=_HAND,
        ),
        Equation(
            "eq-shared-entropy",
            "Mutual information as shared entropy",
            "identity",
            r"I(X; Y) = H(R_Y) - H(Y \mid X) = H(R_X) + H(R_Y) - H(R_{XY})",
            (Proved(symbolic.information_is_shared), Tried(_shared)),
            by_hand=_HAND,
        ),
        Equation(
            "eq-chain-rule",
            "The chain rule for KL divergence",
            "identity",
            rf"{_PAIR}S_{{XY}}) = {_BEFORE} + \sum_x R_X(x) \, "
            r"D_{\mathrm{KL}}(R_{Y \mid x} \parallel S_{Y \mid x})",
            (Proved(symbolic.chain_rule), Tried(_chain)),
            by_hand=_HAND,
        ),
        Equation(
            "eq-channel",
            "R and S after a channel",
            "definition",
            r"R_Y(y) = \sum_x R_X(x) \, W(y \mid x), \qquad "
            r"S_Y(y) = \sum_x S_X(x) \, W(y \mid x)",
            (Tried(_channel),),
            by_hand=_HAND,
        ),
        Equation(
            "eq-data-processing",
            "The data-processing inequality",
            "inequality",
            r"D_{\mathrm{KL}}(R_Y \parallel S_Y) \le " + _BEFORE,
            (Proved(symbolic.data_processing), Tried(_processing, cases=500)),
            by_hand=_HAND,
        ),
        Equation(
            "eq-information-processing",
            "The data-processing inequality for mutual information",
            "inequality",
            r"I(X; Z) \le I(X; Y)",
            (Proved(symbolic.data_processing), Tried(_information_processing, cases=500)),
            by_hand="the whole; the proof is for a channel in general, which here works on pairs",
        ),
    )
