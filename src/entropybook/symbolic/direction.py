"""The two directions of the KL divergence, and where they part."""

from functools import cache
from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import (
    Quantity,
    R,
    divergence,
    equation,
    i,
    total,
)
from entropybook.symbolic.densities import kl_between_normals

_x = sp.Symbol("x", real=True)
_a = sp.Symbol("a", positive=True)
_ROOT = Quantity("√(2π)", sp.sqrt(2 * sp.pi), r"\sqrt{2 \pi}")
_LINE = (_x, -sp.oo, sp.oo)

# The two hills, and two bits: log odds are what their formulas are short in.
HILLS = Quantity(
    "r(x)",
    (sp.exp(-((_x + _a) ** 2) / 2) + sp.exp(-((_x - _a) ** 2) / 2)) / (2 * _ROOT),
)
P, Q, K = sp.symbols("p q k", positive=True)
_t = sp.Symbol("t", real=True)


@cache  # SymPy takes a second or more
def moments_of_two_hills() -> Derivation:
    """Prove that ½N(−a, 1) + ½N(a, 1) has mean 0 and variance 1 + a².

    Returns
    -------
    Derivation

    Examples
    --------
    >>> moments_of_two_hills().conclusion.rhs
    a**2 + 1
    """

    def mean_of(term: Any) -> Any:
        return sp.Integral(term * HILLS, _LINE)

    return Derivation(
        "The moments of two hills",
        (
            Step(HILLS.defined, "the density", equal()),
            Step(equation(mean_of(sp.Integer(1)), 1), "its area", equal()),
            Step(equation(mean_of(_x), 0), "its mean", equal()),
            Step(equation(mean_of(_x**2), 1 + _a**2), "its variance, since the mean is 0", equal()),
        ),
    )


@cache  # SymPy takes a second or more
def forward_fit_has_the_moments() -> Derivation:
    """Prove that of all normals the one with the mean and variance of R has the least KL(R‖S).

    Returns
    -------
    Derivation

    Notes
    -----
    Written for an R on finitely many points x; for a density the sums are integrals. T is the
    normal with the moments of R. What another normal S costs more is KL(T‖S).

    References
    ----------
    Bishop 2006, exercise 10.4.

    Examples
    --------
    >>> forward_fit_has_the_moments().conclusion.rhs
    KL(T‖S)
    """
    points = sp.IndexedBase("x", real=True)
    lemma = kl_between_normals()
    names = {str(symbol): symbol for symbol in lemma.conclusion.rhs.free_symbols}
    m, v, mu, sd = (names[name] for name in ("mu_R", "sigma_R", "mu_S", "sigma_S"))
    given = (
        equation(total(R[i]), 1),
        equation(total(R[i] * points[i]), m),
        equation(total(R[i] * points[i] ** 2), m**2 + v**2),
    )

    def log_density(mean: Any, spread: Any) -> Any:
        return -sp.log(spread * _ROOT) - (points[i] - mean) ** 2 / (2 * spread**2)

    log_s = Quantity("log(s[i])", log_density(mu, sd), r"\log s_{i}")
    log_t = Quantity("log(t[i])", log_density(m, v), r"\log t_{i}")
    lost = total(R[i] * (log_t - log_s))
    apart = Quantity("KL(T‖S)", lemma.conclusion.rhs, r"D_{\mathrm{KL}}(T \Vert S)")
    return Derivation(
        "The normal with the moments of R is the best in the forward direction",
        (
            Step(log_s.defined, "any normal $S$", equal()),
            Step(log_t.defined, "the normal $T$ that has the moments of $R$", equal()),
            Step(apart.defined, "their divergence, the closed form for normals", equal()),
            Step(
                equation(lost, apart),
                "what $S$ costs more than $T$ does, by the moments of $R$; 0 only for $S = T$",
                equal(*given),
            ),
        ),
        given=given,
        lemmas=(lemma,),
    )


@cache  # SymPy takes a second or more
def coins_break_the_tie() -> Derivation:
    """Prove how KL(S‖R) bends at two fair coins, when R is two bits that prefer to be alike.

    Returns
    -------
    Derivation

    Notes
    -----
    R gives each of 00 and 11 k times the probability of each of 01 and 10; S is two independent
    coins with odds p and q of a 1.

    References
    ----------
    MacKay 2003, section 33.2, on mean field theory.

    Examples
    --------
    >>> coins_break_the_tie().conclusion.rhs
    1/2 - log(k)/4
    """
    cells = [
        (first * second / ((1 + P) * (1 + Q)), weight / (2 * (1 + K)))
        for first, second, weight in ((1, 1, K), (1, Q, 1), (P, 1, 1), (P, Q, K))
    ]
    kl = divergence("S", "R", sp.Add(*(s * sp.log(s / r) for s, r in cells)))

    def by_odds(p: Any, q: Any) -> Any:
        both = (1 + p) * (1 + q)
        own = p * sp.log(p) / (1 + p) + q * sp.log(q) / (1 + q)
        return own - sp.log(both) + sp.log(2 + 2 * K) - (1 + p * q) * sp.log(K) / both

    slope = (sp.log(P) - (Q - 1) / (Q + 1) * sp.log(K)) / (1 + P) ** 2
    along = Quantity("f(t)", by_odds(sp.exp(_t), sp.exp(_t)))
    bend = Quantity("f''(0)", sp.diff(along.definition, _t, 2).subs(_t, 0))
    return Derivation(
        "When two coins stop being fair",
        (
            Step(equation(kl, by_odds(P, Q)), "summed over 00, 01, 10, 11", equal()),
            Step(
                equation(sp.Derivative(kl, P), slope),
                "0 where the coins answer each other",
                equal(),
            ),
            Step(along.defined, "the same with both odds at $e^t$", equal()),
            Step(
                equation(bend, sp.Rational(1, 2) - sp.log(K) / 4),
                r"below 0 as soon as $\log k > 2$",
                equal(),
            ),
        ),
    )


def broad_bell_is_a_minimum() -> Derivation:
    """Prove that along the mean, the reverse divergence of two hills bends up at a level bell.

    Returns
    -------
    Derivation

    Notes
    -----
    For a bell of mean 0 and standard deviation σ, with x = μ + σz and T = tanh(aσz). B is the
    average of 1 − T² over the standard normal z, C that of zT.

    Examples
    --------
    >>> broad_bell_is_a_minimum().conclusion.rhs
    sigma**(-2)
    """
    z, sd = sp.Symbol("z", real=True), sp.Symbol("sigma", positive=True)
    b, c = sp.symbols("B C", positive=True)
    bell = Quantity("g(z)", sp.exp(-(z**2) / 2) / _ROOT)
    pull = Quantity("T(z)", 1 - 2 / (sp.exp(2 * _a * sd * z) + 1))
    product = bell * pull
    by_parts, level = equation(b, c / (_a * sd)), equation(c, (sd - 1 / sd) / _a)
    inside = _a * sd * bell * (1 - pull**2) - z * bell * pull
    ends = [equation(sp.Limit(product, z, end), 0) for end in (sp.oo, -sp.oo)]
    bend = Quantity("bend", 1 - _a**2 * b, r"\frac{\partial^2}{\partial\mu^2} D")
    return Derivation(
        "A level bell in the middle is a minimum along the mean",
        (
            Step(bell.defined, "the density of $z$", equal()),
            Step(pull.defined, "the tanh of $a \\sigma z$", equal()),
            Step(equation(sp.Derivative(product, z), inside), "the product rule", equal()),
            *(Step(end, "nothing is left at the ends", equal()) for end in ends),
            Step(bend.defined, "the second derivative of the divergence", equal()),
            Step(
                equation(bend.definition, 1 - _a * c / sd),
                r"the derivative of the product has integral 0",
                equal(by_parts),
            ),
            Step(
                equation(bend, sd**-2),
                r"the slope along $\sigma$ is 0 too",
                equal(by_parts, level),
            ),
        ),
        given=(by_parts, level),
    )
