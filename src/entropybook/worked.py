r"""The worked example: R and S on {1, 2, 3}, and its sums written out step by step.

The two distributions are those of the article that this book began from. They stand here and
nowhere else: every page takes them from this module.

The steps are typeset from the numbers. A line begins with ``=`` where the printed digits are the
value itself and with ``\approx`` where they are rounded; each line is computed in full, so no
rounding is carried from one line to the next.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from entropybook._validate import align, check_pmf, nats_per_unit

R = {1: 0.42, 2: 0.31, 3: 0.27}
S = {1: 0.25, 2: 0.50, 3: 0.25}


@dataclass(frozen=True)
class Typeset:
    """Hold LaTeX that a notebook shows as a formula.

    Parameters
    ----------
    latex : str
        The formula, without delimiters.

    Examples
    --------
    >>> Typeset("1 + 1 = 2")
    1 + 1 = 2
    """

    latex: str

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex}$"

    def __repr__(self) -> str:
        return self.latex


def two_row(**pmfs: Mapping[Any, float]) -> Typeset:
    r"""Write pmfs as two rows, the outcomes above their probabilities.

    Parameters
    ----------
    **pmfs : mapping of outcome to probability
        The pmfs, each under its name.

    Returns
    -------
    Typeset
        One matrix a pmf.

    Raises
    ------
    ValueError
        If one of them is not a pmf.

    Examples
    --------
    >>> print(two_row(P={1: 0.5, 2: 0.5}))
    P = \begin{pmatrix} 1 & 2 \\ 0.5 & 0.5 \end{pmatrix}
    """
    parts = []
    for name, pmf in pmfs.items():
        (outcomes, (values,)) = align([pmf])
        check_pmf(values, name, outcomes=outcomes)
        columns = [" & ".join(map(str, outcomes)), " & ".join(f"{value:g}" for value in values)]
        parts.append(rf"{name} = \begin{{pmatrix}} {columns[0]} \\ {columns[1]} \end{{pmatrix}}")
    return Typeset(r" \qquad ".join(parts))


def cross_entropy_steps(
    p: Mapping[Any, float],
    q: Mapping[Any, float],
    *,
    base: float = math.e,
    digits: int = 4,
    names: tuple[str, str] = ("R", "S"),
) -> Typeset:
    r"""Write out the cross-entropy of two pmfs, line by line.

    Parameters
    ----------
    p, q : mapping of outcome to probability
        The true pmf and the model, over the same outcomes, all of them possible.
    base : {e, 2}, default e
        Nats or bits.
    digits : int, default 4
        Decimals to print.
    names : tuple of two str, default ("R", "S")
        What `p` and `q` are called, as LaTeX.

    Returns
    -------
    Typeset
        Aligned lines: the definition, the numbers put in, the logarithms taken, the products,
        the value with its unit.

    Raises
    ------
    ValueError
        If `p` or `q` is not a pmf, an outcome has probability 0, `base` is neither e nor 2, or
        there are not two names.

    Notes
    -----
    The layout follows section 5 of the article that the book audits.

    Examples
    --------
    >>> print(cross_entropy_steps({1: 0.5, 2: 0.5}, {1: 0.5, 2: 0.5}, base=2))
    \begin{aligned} H(R, S) &= -\sum_{x} R(x) \log_2 S(x) \\
    &= -\left(0.5 \cdot \log_2 0.5 + 0.5 \cdot \log_2 0.5\right) \\
    &= -\left(0.5 \cdot (-1) + 0.5 \cdot (-1)\right) \\
    &= -\left(-0.5 - 0.5\right) \\
    &= 1 \text{ bits} \end{aligned}
    """
    return _steps(
        r"H(\TRUE, \MODEL) &= -\sum_{x} \TRUE(x) \LOG \MODEL(x)",
        p,
        q,
        ratio=lambda _, s: s,
        written=lambda _, s: f"{s:g}",
        sign=-1,
        base=base,
        digits=digits,
        names=names,
    )


def kl_steps(
    p: Mapping[Any, float],
    q: Mapping[Any, float],
    *,
    base: float = math.e,
    digits: int = 4,
    names: tuple[str, str] = ("R", "S"),
) -> Typeset:
    r"""Write out the KL divergence of two pmfs, line by line.

    Parameters
    ----------
    p, q : mapping of outcome to probability
        The true pmf and the model, over the same outcomes, all of them possible.
    base : {e, 2}, default e
        Nats or bits.
    digits : int, default 4
        Decimals to print.
    names : tuple of two str, default ("R", "S")
        What `p` and `q` are called, as LaTeX.

    Returns
    -------
    Typeset
        Aligned lines, as in `cross_entropy_steps`.

    Raises
    ------
    ValueError
        If `p` or `q` is not a pmf, an outcome has probability 0, `base` is neither e nor 2, or
        there are not two names.

    Notes
    -----
    The layout follows section 5 of the article that the book audits.

    Examples
    --------
    >>> print(kl_steps({1: 0.5, 2: 0.5}, {1: 0.25, 2: 0.75}, digits=3))
    \begin{aligned} D_{\mathrm{KL}}(R \parallel S) &= \sum_{x} R(x) \ln \frac{R(x)}{S(x)} \\
    &= 0.5 \cdot \ln \frac{0.5}{0.25} + 0.5 \cdot \ln \frac{0.5}{0.75} \\
    &\approx 0.5 \cdot 0.693 + 0.5 \cdot (-0.405) \\
    &\approx 0.347 - 0.203 \\
    &\approx 0.144 \text{ nats} \end{aligned}

    The other direction, of the same two:

    >>> other = kl_steps({1: 0.25, 2: 0.75}, {1: 0.5, 2: 0.5}, names=("S", "R"))
    >>> print(other.latex.splitlines()[0])
    \begin{aligned} D_{\mathrm{KL}}(S \parallel R) &= \sum_{x} S(x) \ln \frac{S(x)}{R(x)} \\
    """
    return _steps(
        r"D_{\mathrm{KL}}(\TRUE \parallel \MODEL) "
        r"&= \sum_{x} \TRUE(x) \LOG \frac{\TRUE(x)}{\MODEL(x)}",
        p,
        q,
        ratio=lambda r, s: r / s,
        written=lambda r, s: rf"\frac{{{r:g}}}{{{s:g}}}",
        sign=1,
        base=base,
        digits=digits,
        names=names,
    )


def _steps(
    definition: str,
    p: Mapping[Any, float],
    q: Mapping[Any, float],
    *,
    ratio: Callable[[float, float], float],
    written: Callable[[float, float], str],
    sign: int,
    base: float,
    digits: int,
    names: tuple[str, str],
) -> Typeset:
    outcomes, (r, s) = align([p, q])
    check_pmf(r, "p", outcomes=outcomes)
    check_pmf(s, "q", outcomes=outcomes)
    for outcome, *pair in zip(outcomes, r, s, strict=True):
        if not all(pair):
            raise ValueError(
                f"outcome {outcome!r} has probability 0: write out the sum over the outcomes that "
                "both p and q allow"
            )
    if base not in (math.e, 2):
        raise ValueError(f"base is {base!r}: the steps are typeset in nats (e) or bits (2)")
    if len(names) != 2:
        raise ValueError(f"names is {names!r}: give two, one for p and one for q")
    log, unit = (r"\log_2", "bits") if base == 2 else (r"\ln", "nats")
    logs = [math.log(ratio(*pair)) / nats_per_unit(base) for pair in zip(r, s, strict=True)]
    terms = [weight * value for weight, value in zip(r, logs, strict=True)]
    put_in = _sum(
        rf"{weight:g} \cdot {log} {written(weight, believed)}"
        for weight, believed in zip(r, s, strict=True)
    )
    taken = _sum(
        rf"{weight:g} \cdot {_factor(value, digits)}" for weight, value in zip(r, logs, strict=True)
    )
    products = _sum(_number(term, digits) for term in terms)
    total = sign * math.fsum(terms)
    for mark, name in ((r"\LOG", log), (r"\TRUE", names[0]), (r"\MODEL", names[1])):
        definition = definition.replace(mark, name)
    return Typeset(
        r"\begin{aligned} "
        + " \\\\\n".join(
            [
                definition,
                f"&= {_negated(put_in, sign)}",
                f"{_relation(logs, digits)} {_negated(taken, sign)}",
                f"{_relation(terms, digits)} {_negated(products, sign)}",
                rf"{_relation([total], digits)} {_number(total, digits)} \text{{ {unit}}}",
            ]
        )
        + r" \end{aligned}"
    )


def _number(value: float, digits: int) -> str:
    """Print a value to so many decimals, without the zeros that say nothing when it is exact."""
    text = f"{value:.{digits}f}"
    return f"{round(value, digits):g}" if _printed_whole(value, digits) else text


def _factor(value: float, digits: int) -> str:
    text = _number(value, digits)
    return f"({text})" if text.startswith("-") else text


def _sum(terms: Any) -> str:
    return " + ".join(terms).replace("+ -", "- ")


def _negated(text: str, sign: int) -> str:
    return text if sign > 0 else rf"-\left({text}\right)"


def _printed_whole(value: float, digits: int) -> bool:
    # A product of two short decimals misses its own decimal by the rounding of double precision.
    return abs(value - round(value, digits)) < 1e-13


def _relation(values: Sequence[float], digits: int) -> str:
    return "&=" if all(_printed_whole(value, digits) for value in values) else r"&\approx"
