"""Densities: differential entropies and the divergence between normals, by integration."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sympy as sp

from entropybook.symbolic._checks import equal
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import Quantity, divergence, equation

_x = sp.Symbol("x", real=True)
_LINE = (-sp.oo, sp.oo)
_ROOT = Quantity("√(2π)", sp.sqrt(2 * sp.pi), r"\sqrt{2 \pi}")  # SymPy would split it in two


@cache  # SymPy takes a second or more
def entropy_of_normal() -> Derivation:
    """Prove h(X) = ½ log(2πeσ²) for the normal distribution.

    Returns
    -------
    Derivation

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., example 8.1.2.

    Examples
    --------
    >>> entropy_of_normal().conclusion
    Eq(h(X), log(2*E*pi*sigma**2)/2)
    """
    mu, sigma = sp.Symbol("mu", real=True), sp.Symbol("sigma", positive=True)
    z = Quantity("Z", sigma * _ROOT)
    square = (_x - mu) ** 2
    return _differential_entropy(
        "Differential entropy of the normal distribution",
        sp.exp(-square / (2 * sigma**2)) / z,
        _LINE,
        [(sp.log(z), sp.Integer(1)), (1 / (2 * sigma**2), square)],
        sp.log(z) + sp.Rational(1, 2),
        r"the variance is $\sigma^2$",
        sp.log(2 * sp.pi * sp.E * sigma**2) / 2,
        "wherever the mean lies",
        first=(Step(z.defined, "the constant that makes the area 1", equal()),),
    )


def entropy_of_exponential() -> Derivation:
    """Prove h(X) = 1 − log λ for the exponential distribution of rate λ.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> entropy_of_exponential().conclusion
    Eq(h(X), 1 - log(lambda))
    """
    rate = sp.Symbol("lambda", positive=True)
    return _differential_entropy(
        "Differential entropy of the exponential distribution",
        rate * sp.exp(-rate * _x),
        (0, sp.oo),
        [(-sp.log(rate), sp.Integer(1)), (rate, _x)],
        1 - sp.log(rate),
        r"the mean is $1/\lambda$",
        1 - sp.log(rate),
        r"which is negative for $\lambda > e$",
    )


def entropy_of_uniform() -> Derivation:
    """Prove h(X) = log(b − a) for the uniform distribution on [a, b].

    Returns
    -------
    Derivation

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., example 8.1.1.

    Examples
    --------
    >>> entropy_of_uniform().conclusion
    Eq(h(X), log(-a + b))
    """
    a, b = sp.symbols("a b", real=True)
    width = sp.Symbol("w", positive=True)
    return _differential_entropy(
        "Differential entropy of the uniform distribution",
        1 / width,
        (a, a + width),
        [(sp.log(width), sp.Integer(1))],
        sp.log(width),
        "the area is 1",
        sp.log(b - a),
        "which is negative on an interval shorter than 1",
        given=(equation(width, b - a),),
    )


def entropy_of_laplace() -> Derivation:
    """Prove h(X) = 1 + log 2b for the Laplace distribution of scale b.

    Returns
    -------
    Derivation

    Examples
    --------
    >>> entropy_of_laplace().conclusion
    Eq(h(X), log(2*b) + 1)
    """
    mu, scale = sp.Symbol("mu", real=True), sp.Symbol("b", positive=True)
    distance = Quantity("|x − μ|", sp.Abs(_x - mu), r"\left|x - \mu\right|")
    return _differential_entropy(
        "Differential entropy of the Laplace distribution",
        sp.exp(-distance / scale) / (2 * scale),
        _LINE,
        [(sp.log(2 * scale), sp.Integer(1)), (1 / scale, distance)],
        sp.log(2 * scale) + 1,
        "the mean distance from the centre is $b$",
        sp.log(2 * scale) + 1,
        "wherever the centre lies",
    )


@cache  # SymPy takes a second or more
def kl_between_normals() -> Derivation:
    """Prove the closed form of KL(R‖S) for two normal distributions.

    Returns
    -------
    Derivation

    See Also
    --------
    entropybook.kl_normal : The same in numbers, and for several dimensions.

    Examples
    --------
    >>> kl_between_normals().conclusion.rhs
    log(sigma_S/sigma_R) - 1/2 + (sigma_R**2 + (mu_R - mu_S)**2)/(2*sigma_S**2)
    """
    (mu_r, mu_s), (sigma_r, sigma_s) = (
        sp.symbols("mu_R mu_S", real=True),
        sp.symbols("sigma_R sigma_S", positive=True),
    )
    square_r, square_s = (_x - mu_r) ** 2, (_x - mu_s) ** 2
    r = Quantity("r(x)", sp.exp(-square_r / (2 * sigma_r**2)) / (sigma_r * _ROOT))
    s = Quantity("s(x)", sp.exp(-square_s / (2 * sigma_s**2)) / (sigma_s * _ROOT))
    kl = divergence("R", "S", _mean(sp.log(r / s), r))
    parts = [
        (sp.log(sigma_s / sigma_r), sp.Integer(1)),
        (1 / (2 * sigma_s**2), square_s),
        (-1 / (2 * sigma_r**2), square_r),
    ]
    second_moment = sigma_r**2 + (mu_r - mu_s) ** 2
    value = sp.log(sigma_s / sigma_r) + second_moment / (2 * sigma_s**2) - sp.Rational(1, 2)
    ratio = equation(sp.log(r / s), _combined(parts))
    by_parts = sp.Add(*(factor * _mean(term, r) for factor, term in parts))
    return Derivation(
        "KL divergence between normal distributions",
        (
            Step(r.defined, "the density of $R$", equal()),
            Step(s.defined, "the density of $S$", equal()),
            Step(ratio, "the logarithm of their quotient", equal()),
            Step(equation(_mean(square_r, r), sigma_r**2), "the variance of $R$", equal()),
            Step(equation(_mean(square_s, r), second_moment), "about another mean", equal()),
            Step(kl.defined, "definition", equal()),
            Step(equation(kl.definition, by_parts), "put in the quotient", equal(ratio)),
            Step(equation(by_parts, value), "put in the integrals", equal()),
            Step(equation(kl, value), "for any two means and variances", equal(ratio)),
        ),
    )


def _differential_entropy(
    title: str,
    density: Any,
    support: tuple[Any, Any],
    parts: Sequence[tuple[Any, Any]],
    value: Any,
    why: str,
    closed: Any,
    remark: str,
    *,
    first: tuple[Step, ...] = (),
    given: tuple[Any, ...] = (),
) -> Derivation:
    """Integrate −f log f, where −log f is the sum of factor * term over `parts`."""
    f = Quantity("f(x)", density)
    h = Quantity("h(X)", -_mean(sp.log(f), f, support))
    logarithm = equation(sp.log(f), -_combined(parts))
    by_parts = sp.Add(*(factor * _mean(term, f, support) for factor, term in parts))
    return Derivation(
        title,
        (
            *first,
            Step(f.defined, "the density", equal()),
            Step(equation(_mean(sp.Integer(1), f, support), 1), "its area", equal()),
            Step(logarithm, "its logarithm", equal()),
            Step(h.defined, "definition", equal()),
            Step(equation(h.definition, by_parts), "put in the logarithm", equal(logarithm)),
            Step(equation(by_parts, value), why, equal()),
            Step(equation(h, closed), remark, equal(logarithm, *given)),
        ),
        given=given,
    )


def _mean(term: Any, density: Any, support: tuple[Any, Any] = _LINE) -> Any:
    """Write the mean of a term under a density as an integral."""
    return sp.Integral(term * density, (_x, *support))


def _combined(parts: Sequence[tuple[Any, Any]]) -> Any:
    return sp.Add(*(factor * term for factor, term in parts))
