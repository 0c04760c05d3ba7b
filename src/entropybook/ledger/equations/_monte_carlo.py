"""The display equations of the page 08b-monte-carlo."""

import math
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy import integrate

from entropybook import symbolic
from entropybook._draws import draw, near
from entropybook.estimation import kl_monte_carlo
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import chain, page
from entropybook.measures import kl_divergence
from entropybook.symbolic import monte_carlo as terms


def _three_terms(rng: Generator) -> bool:
    """Random ratios: the terms that are averaged are those of the formula."""
    ratio = rng.lognormal(sigma=2, size=5)
    methods = ("k1", "k2", "k3")
    averaged = [kl_monte_carlo(-np.log(ratio), method=m).terms for m in methods]
    logs = [math.log(r) for r in ratio]
    by_hand = (
        [-log for log in logs],
        [0.5 * log * log for log in logs],
        [r - 1 - log for r, log in zip(ratio, logs, strict=True)],
    )
    return near(averaged, by_hand)


def _mean_ratio(rng: Generator) -> bool:
    """Random pmfs, some outcomes ruled out by R: add up over the outcomes that R allows."""
    r, s = draw(rng)
    r[rng.random(len(r)) < 0.3] = 0
    r[0] += 0.1
    r /= r.sum()
    pairs = [(a, b) for a, b in zip(r, s, strict=True) if a > 0]
    return near(sum(a * (b / a - 1) for a, b in pairs), sum(b for _, b in pairs) - 1)


def parabola(rng: Generator) -> bool:
    """Random pmfs and multiples c: the variance of k1 + c(r − 1), and its least at −C/W."""
    r, s = draw(rng)
    ratio, kl = s / r, kl_divergence(r, s)
    k1 = -np.log(ratio)
    v, w = r @ (k1 - kl) ** 2, r @ (ratio - 1) ** 2
    joint = r @ ((k1 - kl) * (ratio - 1))

    def variance(c: float) -> float:
        return float(r @ (k1 + c * (ratio - 1) - kl) ** 2)

    c = rng.normal()
    right = math.isclose(variance(c), (joint / w + c) ** 2 * w + v - joint**2 / w, rel_tol=1e-9)
    return right and variance(-joint / w) < variance(-joint / w + c)


def _between_normals(rng: Generator) -> bool:
    """Random distances of the means: the variance of k3 by a quadrature that knows no formula."""
    mu = rng.uniform(0.2, 3)
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    weights = weights / weights.sum()
    k3 = kl_monte_carlo(mu**2 / 2 - mu * nodes, method="k3").terms
    variance = weights @ (k3 - weights @ k3) ** 2
    # Squares of exp(μx) up to μ = 3: 80 nodes leave ten digits of the largest.
    return math.isclose(variance, math.exp(mu**2) - mu**2 - 1, rel_tol=1e-8)


def mean_square(sigma: float, reach: float, mean: float = 0) -> float:
    """Integrate S²/R, two normals, R around 0, over the points no farther out than reach."""

    def integrand(x: float) -> float:
        exponent = x**2 / 2 - ((x - mean) / sigma) ** 2
        return math.exp(exponent) / (sigma**2 * math.sqrt(2 * math.pi))

    value, _ = integrate.quad(integrand, -reach, reach, limit=200, points=(0,))
    return float(value)


def _finite_square(rng: Generator) -> bool:
    """Random widths with a variance below 1.8: the integral by numbers."""
    sigma = math.sqrt(rng.uniform(0.3, 1.8))
    value = 1 / (sigma * math.sqrt(2 - sigma**2))
    return math.isclose(mean_square(sigma, 60), value, rel_tol=1e-7)


def slopes_in_logits(rng: Generator) -> bool:
    """Random policies: a small step in each logit changes both divergences as the formulas say."""
    q, s = draw(rng)
    h, steps = 1e-5, np.eye(len(q))

    def moved(step: Any) -> Any:
        weights = q * np.exp(step)
        return weights / weights.sum()

    ups, downs = ([moved(sign * h * e) for e in steps] for sign in (1, -1))
    pairs = list(zip(ups, downs, strict=True))
    there = [(kl_divergence(u, s) - kl_divergence(d, s)) / (2 * h) for u, d in pairs]
    back = [(kl_divergence(s, u) - kl_divergence(s, d)) / (2 * h) for u, d in pairs]
    formula = q * (np.log(q / s) - kl_divergence(q, s))
    # Differences with a step of 1e-5 are good for about eight digits.
    return bool(np.allclose([there, back], [formula, q - s], rtol=1e-6, atol=1e-6))


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    log_r = sp.log(terms.ratio)
    three = (
        chain("k_{1}", "=", -log_r),
        chain("k_{2}", "=", log_r**2 / 2),
        chain("k_{3}", "=", terms.ratio - 1 - log_r),
    )
    variance = symbolic.best_control().conclusion
    normals = symbolic.k3_between_normals().conclusion
    return (
        Equation(
            "eq-three-terms",
            "Three terms to average",
            "definition",
            r", \qquad ".join(three),
            (Tried(_three_terms, implements="kl_monte_carlo"),),
        ),
        Equation(
            "eq-mean-ratio",
            "The mean of the control",
            "identity",
            r"\mathbb{E}_R[r - 1] = \sum_{x: R(x) > 0} S(x) - 1",
            (Tried(_mean_ratio),),
            by_hand="all of it",
        ),
        Equation(
            "eq-best-control",
            "The variance with a control",
            "identity",
            page(variance),
            (Proved(symbolic.best_control), Tried(parabola)),
        ),
        Equation(
            "eq-k3-normals",
            "The variance of the third term between normals",
            "identity",
            page(normals),
            (Proved(symbolic.k3_between_normals), Tried(_between_normals)),
        ),
        Equation(
            "eq-ratio-square",
            "The mean square of the ratio to another width",
            "identity",
            r"\mathbb{E}_R\left[r^2\right] = "
            + page(terms.SQUARE.subs(terms.ROOM, 2 - terms.SIGMA**2)),
            (Proved(symbolic.square_of_the_ratio), Tried(_finite_square)),
            by_hand="the left side",
        ),
        Equation(
            "eq-swapped-gradient",
            "The gradient of the divergence from the reference",
            "identity",
            r"\frac{\partial D_{\mathrm{KL}}(S \parallel Q)}{\partial z(x)} = " + page(terms.BACK),
            (Proved(symbolic.gradients_of_both_directions), Tried(slopes_in_logits)),
            by_hand="the left side",
        ),
    )
