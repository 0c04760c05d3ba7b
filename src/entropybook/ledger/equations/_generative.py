"""The display equations of the page 06e-generative."""

import math
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy import integrate

from entropybook import symbolic
from entropybook._draws import draw, near
from entropybook.evidence import elbo_terms, log_joint
from entropybook.ledger._entries import Equation, Proved, Tried
from entropybook.ledger._page import Mean, chain, page
from entropybook.ledger.pages import _adversarial_checks as gan_checks
from entropybook.ledger.pages import _generative_checks as checks
from entropybook.normal import kl_normal
from entropybook.symbolic._notation import i
from entropybook.symbolic.adversarial import D, gan_value
from entropybook.symbolic.generative import elbo
from entropybook.vae import kl_to_prior

_GUESS, _TRUE, _PRIOR = r"q(z \mid x)", r"p(z \mid x)", "p(z)"
_NAMES = "the names of the distributions, which the proof numbers by latent"


def _spoken(formula: str, second: str) -> str:
    """Write q(z|x) and the other distribution where a proof has capital letters."""
    return formula.replace(r"Q \parallel P", rf"{_GUESS} \parallel {second}").replace(
        r"Q \parallel W", rf"{_GUESS} \parallel {second}"
    )


def _bound(rng: Generator) -> bool:
    """Random networks with one latent: the integral over z, by SciPy's quadrature."""
    model, x = checks.network(rng, latent=1), checks.binary(rng, 1)
    mean, deviation = (float(v[0, 0]) for v in model.encode(x))

    def integrand(z: float) -> float:
        square = ((z - mean) / deviation) ** 2 / 2
        log_q = -square - math.log(deviation) - math.log(2 * math.pi) / 2
        return math.exp(log_q) * (float(log_joint(model, x, [[z]])[0, 0]) - log_q)

    ends = mean - 10 * deviation, mean + 10 * deviation
    value, _ = integrate.quad(integrand, *ends, epsabs=1e-9)
    reconstruction, kl = elbo_terms(model, x, order=100)
    # A hundred nodes are good to eight digits for q as wide as these.
    return math.isclose(value, -(reconstruction[0] + kl[0]), rel_tol=1e-6)


def _closed_form(rng: Generator) -> bool:
    """Random means and deviations in 1 to 4 dimensions, against the closed form for matrices."""
    k = int(rng.integers(1, 5))
    mean, deviation = rng.normal(size=k), rng.uniform(0.05, 3, size=k)
    whole = kl_normal(mean, np.diag(deviation**2), np.zeros(k), np.eye(k))
    return near(kl_to_prior([mean], [deviation]).sum(), whole)


def _value(rng: Generator) -> bool:
    """Random R, S and D over a few outcomes, against the sum of the proof, put in numbers."""
    r, s = draw(rng, outcomes=3)
    d = rng.uniform(0.05, 0.95, size=3)
    given = {"R": r, "S": s, "D": d, "F": 1 - d}
    formula = gan_value.definition.subs(gan_value.definition.limits[0][2], 3).doit()
    numbers = {
        part: given[str(part.base)][int(part.indices[0]) - 1] for part in formula.atoms(sp.Indexed)
    }
    return near(float(formula.subs(numbers)), r @ np.log(d) + s @ np.log(1 - d))


def _latent_term() -> str:
    closed = symbolic.kl_to_standard_normal().conclusion.rhs
    numbered = {symbol: sp.Symbol(f"{symbol}_j", **_kept(symbol)) for symbol in closed.free_symbols}
    return rf"\frac12 \sum_j \left({page(sp.expand(2 * closed.xreplace(numbered)))}\right)"


def _kept(symbol: Any) -> dict[str, bool]:
    return {"positive": True} if symbol.is_positive else {"real": True}


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    gap, two = symbolic.evidence_splits().conclusion, symbolic.elbo_is_two_terms().conclusion
    kl_to_the_prior = _spoken(page(two.rhs.args[1]), _PRIOR)
    real = Mean(sp.log(D[i]))
    drawn = page(Mean(sp.log(1 - D[i]))).replace("E}_R", "E}_S")
    return (
        Equation(
            "eq-elbo",
            "The ELBO",
            "definition",
            chain(elbo, "=", rf"\mathbb{{E}}_q\left[\log p(x, z) - \log {_GUESS}\right]"),
            (Tried(_bound, cases=10, implements="elbo_terms"),),
            by_hand="the expectation, which the proofs write as a sum",
        ),
        Equation(
            "eq-elbo-gap",
            "The evidence is the ELBO plus a divergence",
            "identity",
            _spoken(page(gap), _TRUE),
            (Proved(symbolic.evidence_splits), Tried(checks.gap)),
            by_hand=_NAMES,
        ),
        Equation(
            "eq-elbo-terms",
            "The two terms of the loss",
            "identity",
            chain(-elbo, "=", rf"\mathbb{{E}}_q[-\log p(x \mid z)] + {kl_to_the_prior}"),
            (Proved(symbolic.elbo_is_two_terms), Tried(checks.two_terms)),
            by_hand=_NAMES,
        ),
        Equation(
            "eq-kl-latent",
            "The KL term of a Gaussian VAE",
            "value",
            f"{kl_to_the_prior} = {_latent_term()}",
            (
                Proved(symbolic.kl_to_standard_normal),
                Proved(symbolic.kl_adds),
                Tried(_closed_form, implements="kl_to_prior"),
            ),
            by_hand="the sum over the dimensions",
        ),
        Equation(
            "eq-exchange",
            "The exchange rate of a weak latent",
            "value",
            page(symbolic.weak_latent().conclusion.lhs)
            + r" \to \sum_i \rho_i^2 \quad \text{for a weak latent}, \qquad "
            r"\rho_i = \mathrm{corr}(u(x), x_i)",
            (Proved(symbolic.weak_latent), Tried(checks.weak_latent_trades, cases=10)),
            by_hand="the sum over the pixels, and the correlation",
        ),
        Equation(
            "eq-elbo-floor",
            "The floor of the loss",
            "inequality",
            r"\mathbb{E}_R[-\mathrm{ELBO}] \ge H(R)",
            (Tried(checks.loss_has_a_floor),),
            by_hand="all of it: the expectation is over pictures, and its terms are of the model",
        ),
        Equation(
            "eq-gan",
            "The value of the adversarial game",
            "definition",
            chain(gan_value, "=", real, "+", drawn),
            (Tried(_value, cases=10),),
            by_hand="the index of the second expectation",
        ),
        Equation(
            "eq-gan-best",
            "What the best discriminator reaches",
            "value",
            chain(r"\max_D", gan_value, "=", symbolic.best_discriminator().conclusion.rhs),
            (Proved(symbolic.best_discriminator), Tried(gan_checks.best_discriminator_reaches)),
            by_hand="the sign of the maximum",
        ),
    )
