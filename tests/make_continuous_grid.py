"""Make tests/data/continuous_grid.json, the truth for the measures of continuous distributions.

    python tests/make_continuous_grid.py            # compute what the file does not have yet
    python tests/make_continuous_grid.py --fresh    # compute everything again

Each row holds H(p), CE(p, q) = -E_p[log q] and KL(p || q) in nats for two of SciPy's frozen
distributions. The parameters in the file are doubles, and the truth is that of exactly these
doubles. No density, quantile or quadrature of SciPy takes part; the arithmetic is mpmath's, with
50 digits.

How a row is made
-----------------
*Infinite or not* is decided by argument, never by numerics (`infinite`):

1. CE is infinite when p gives mass to a set outside the support of q.
2. Far out, -log q grows like |x|^k (k = 2 normal; 1 laplace, logistic, gamma, expon; c
   weibull) or slower than every power (k = 0: lognorm, pareto, cauchy, t). p has a finite k-th
   absolute moment iff k < alpha, with alpha the tail index of p (1 cauchy, df t, b pareto, infinite
   for the rest). CE is infinite iff k >= alpha > 0 and k > 0.
3. At a finite end e of its support -log q grows at most like log^2|x - e|, and every p of the
   families has a density of at most |x - e|^(a - 1) with a > 0 there: always integrable.

H(p) is finite for all twelve families, so KL is infinite exactly when CE is.

*Finite values* are computed independently at least twice, and the program stops when they differ
(`TOLERANCE`):

- H(p): closed form (`Dist.entropy`), and quadrature A.
- CE(p, q): quadrature A (`in_log_distance`), quadrature B (`in_power_of_distance`), and a closed
  form (`closed_cross_entropy`) where there is one. A and B share the log densities only: A is an
  adaptive Gauss-Legendre rule in the logarithm of the distance from an anchor of p; B is mpmath's
  tanh-sinh rule in x itself, with power and exponential maps at the ends and other break points.
- The log densities are guarded by A, whose integral of p must be 1.
- KL = CE - H; fifty digits leave more than enough after the cancellation.
"""

import argparse
import itertools
import json
import time
from collections import Counter
from functools import cache
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 50
OUT = Path(__file__).parent / "data" / "continuous_grid.json"
TOLERANCE = mpf("1e-21")  # of two computations of one value v, times max(1, |v|)
DIGITS = 20

LINE = ("norm", "laplace", "logistic", "cauchy", "t")
HALF = ("gamma", "expon", "weibull_min", "lognorm", "pareto")
UNIT = ("beta", "uniform")
FAMILIES = LINE + HALF + UNIT


class Dist:
    """One distribution, SciPy's name and parametrisation, with exact doubles as parameters."""

    def __init__(self, family, **params):
        self.family, self.params = family, {k: float(v) for k, v in params.items()}
        exact = {k: mpf(v) for k, v in self.params.items()}
        self.m, self.s = exact.pop("loc", mpf(0)), exact.pop("scale", mpf(1))
        self.shape = tuple(exact.values())
        (self.a, self.b) = self.shape if family == "beta" else (*self.shape, None, None)[:2]
        ends = {"beta": (0, 1), "uniform": (0, 1), "pareto": (1, mp.inf)}
        low, high = ends.get(family, (-mp.inf if family in LINE else 0, mp.inf))
        self.lo, self.hi = self.m + self.s * low, self.m + self.s * high
        self.const = self._const()

    def __repr__(self):
        return f"{self.family}({', '.join(f'{k}={v!r}' for k, v in self.params.items())})"

    def _const(self):
        """Return the part of the log density that does not depend on x."""
        a, b = self.a, self.b
        match self.family:
            case "norm":
                c = -mp.log(2 * mp.pi) / 2
            case "laplace":
                c = -mp.log(2)
            case "cauchy":
                c = -mp.log(mp.pi)
            case "t":
                c = mp.loggamma((a + 1) / 2) - mp.loggamma(a / 2) - mp.log(a * mp.pi) / 2
            case "gamma":
                c = -mp.loggamma(a)
            case "beta":
                c = mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
            case "weibull_min" | "pareto":
                c = mp.log(a)
            case "lognorm":
                c = -mp.log(a) - mp.log(2 * mp.pi) / 2
            case _:
                c = mpf(0)
        return c - mp.log(self.s)

    def logpdf(self, e, d):
        """Return log density at x = e + d: split so that x near an end e loses no digit."""
        z = ((e - self.m) + d) / self.s
        a = self.a
        match self.family:
            case "norm":
                v = -z * z / 2
            case "laplace":
                v = -abs(z)
            case "logistic":
                v = -abs(z) - 2 * mp.log(1 + mp.exp(-abs(z)))
            case "cauchy":
                v = -mp.log(1 + z * z)
            case "t":
                v = -(a + 1) / 2 * mp.log(1 + z * z / a)
            case "gamma":
                v = (a - 1) * mp.log(z) - z
            case "expon":
                v = -z
            case "beta":
                v = (a - 1) * mp.log(z) + (self.b - 1) * mp.log(((self.hi - e) - d) / self.s)
            case "weibull_min":
                log_z = mp.log(z)
                v = (a - 1) * log_z - mp.exp(a * log_z)
            case "lognorm":
                log_z = mp.log(z)
                v = -log_z - (log_z / a) ** 2 / 2
            case "pareto":
                v = -(a + 1) * mp.log(z)
            case "uniform":
                v = mpf(0)
        return v + self.const

    def entropy(self):
        """Return H in closed form (Lazo & Rathie 1978; Cover & Thomas 2006, table 17.1)."""
        a, b, psi = self.a, self.b, mp.digamma
        half_log_2pie = (1 + mp.log(2 * mp.pi)) / 2
        standard = {
            "norm": lambda: half_log_2pie,
            "laplace": lambda: 1 + mp.log(2),
            "logistic": lambda: mpf(2),
            "cauchy": lambda: mp.log(4 * mp.pi),
            "t": lambda: (
                (a + 1) / 2 * (psi((a + 1) / 2) - psi(a / 2)) - self.const - mp.log(self.s)
            ),
            "gamma": lambda: a + mp.loggamma(a) + (1 - a) * psi(a),
            "expon": lambda: mpf(1),
            "beta": lambda: (
                mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
                - (a - 1) * psi(a) - (b - 1) * psi(b) + (a + b - 2) * psi(a + b)
            ),
            "weibull_min": lambda: mp.euler * (1 - 1 / a) - mp.log(a) + 1,
            "lognorm": lambda: half_log_2pie + mp.log(a),
            "pareto": lambda: 1 + 1 / a - mp.log(a),
            "uniform": lambda: mpf(0),
        }  # fmt: skip
        return standard[self.family]() + mp.log(self.s)

    @property
    def tail_index(self):
        """The alpha of P(|X| > x) ~ x^-alpha; infinite when every moment is finite."""
        return {"cauchy": mpf(1), "t": self.a, "pareto": self.a}.get(self.family, mp.inf)

    @property
    def growth(self):
        """The k of -log density ~ |x|^k far out; 0 when it grows like a power of log|x|."""
        if self.family == "weibull_min":
            return self.a
        return {"norm": 2, "laplace": 1, "logistic": 1, "gamma": 1, "expon": 1}.get(self.family, 0)

    @property
    def body(self):
        """Where the mass is, roughly: a centre and a width, only to place break points."""
        m, s, a, b = self.m, self.s, self.a, self.b
        match self.family:
            case "gamma":
                return m + s * a, s * mp.sqrt(a)
            case "beta":
                mean = a / (a + b)
                return m + s * mean, s * mp.sqrt(mean * (1 - mean) / (a + b + 1))
            case "weibull_min":
                return m + s, s / a
            case "lognorm":
                return m + s, s * min(a, 1)
            case "expon":
                return m + s, s
            case "pareto":
                return m + s + s / a, s / a
            case "uniform":
                return m + s / 2, s / 2
        return m, s

    def pieces(self):
        """Yield (anchor, side, reach): x = anchor + side * d, 0 < d < reach covers the support."""
        if self.family in LINE:
            return [(self.m, 1, mp.inf), (self.m, -1, mp.inf)]
        if self.family in HALF:
            return [(self.lo, 1, mp.inf)]
        c = self.body[0]
        return [(self.lo, 1, c - self.lo), (self.hi, -1, self.hi - c)]

    def power_at(self, end):
        """Return a of the density ~ d^(a - 1) at distance d from `end`, at most 1."""
        if self.family in ("gamma", "weibull_min", "beta"):
            return min(self.b if end == self.hi else self.a, 1)
        return mpf(1)


def infinite(p, q):
    """Decide whether CE(p, q) is infinite, by the three rules of the module's docstring."""

    def float_ends(r):  # as SciPy rounds them: a pair may not hang on the last bit of an end
        low, high = (float((e - r.m) / r.s) for e in (r.lo, r.hi))
        return low * float(r.s) + float(r.m), high * float(r.s) + float(r.m)

    (p_lo, p_hi), (q_lo, q_hi) = float_ends(p), float_ends(q)
    outside = (p.lo < q.lo, p.hi > q.hi)
    if outside != (p_lo < q_lo, p_hi > q_hi):
        raise AssertionError(f"ends agree to the last bit only: {p} {q}")
    return any(outside) or (q.growth > 0 and q.growth >= p.tail_index)


# Quadrature A ------------------------------------------------------------------------------------


@cache
def gauss_legendre(n=32):
    """Return nodes and weights on [-1, 1] (Newton on the Legendre polynomial)."""
    rule = []
    for i in range(n):
        x = mp.cos(mp.pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
        for _ in range(8):
            p0, p1 = mpf(1), x
            for k in range(2, n + 1):
                p0, p1 = p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / k
            slope = n * (x * p1 - p0) / (x * x - 1)
            x -= p1 / slope
        rule.append((x, 2 / ((1 - x * x) * slope * slope)))
    return rule


def adaptive(f, breaks, tol):
    """Integrate the vector f over the panels between breaks, halving until halves agree."""

    def rule(a, b):
        c, h = (a + b) / 2, (b - a) / 2
        values = [(w, f(c + h * x)) for x, w in gauss_legendre()]
        return [h * mp.fsum(w * v[i] for w, v in values) for i in range(3)]

    panels = [(a, b, rule(a, b)) for a, b in itertools.pairwise(breaks)]
    scale = [max(1, sum(abs(s[i]) for _, _, s in panels)) for i in range(3)]
    total = [mpf(0)] * 3
    while panels:
        a, b, whole = panels.pop()
        c = (a + b) / 2
        left, right = rule(a, c), rule(c, b)
        both = [x + y for x, y in zip(left, right, strict=True)]
        if all(abs(x - y) < tol * s for x, y, s in zip(whole, both, scale, strict=True)):
            total = [x + y for x, y in zip(total, both, strict=True)]
        elif b - a < mpf("1e-40") * max(1, abs(a)):
            raise AssertionError("a panel shrank to nothing")
        else:
            panels += [(a, c, left), (c, b, right)]
    return total


# Break points in scales of q: what a logistic q does near its centre is gone, without a trace that
# halving panels could follow, a few scales away.
KINK_A = (-150, -50, -15, -4, -1, 0, 1, 4, 15, 50, 150)


def in_log_distance(p, q):
    """Return (mass, H, CE) by Gauss-Legendre in y = log d on each piece of p."""
    total = [mpf(0)] * 3
    for e, side, reach in p.pieces():

        def f(y, e=e, side=side):
            d = side * mp.exp(y)
            log_p, log_q = p.logpdf(e, d), q.logpdf(e, d)
            w = mp.exp(log_p + y)
            return w, -w * log_p, -w * log_q

        centre, width = p.body
        start = side * (centre - e) or width
        step = width / start / 2
        at = mp.log(start)
        breaks = {at}
        for direction in (-1, 1):
            for k in itertools.count():
                y = at + direction * step * (2**k if k < 5 else 32 * mpf("1.5") ** (k - 5))
                if direction > 0 and y >= mp.log(reach):
                    break
                breaks.add(y)
                if max(map(abs, f(y))) < mpf("1e-34"):
                    break
        if reach < mp.inf:
            breaks = {y for y in breaks if y < mp.log(reach)} | {mp.log(reach)}
        marks = [q.m + k * q.s for k in KINK_A] if q.family in LINE else []
        inner = [mp.log(side * (x - e)) for x in marks if side * (x - e) > 0]
        breaks |= {y for y in inner if min(breaks) < y < max(breaks)}
        part = adaptive(f, sorted(breaks), TOLERANCE / 10)
        total = [x + y for x, y in zip(total, part, strict=True)]
    return total


# Quadrature B ------------------------------------------------------------------------------------


BODY_B = (-12, -5, -2, -0.7, 0, 0.7, 2, 5, 12, 30, 100)  # break points in widths of p's body
KINK_B = (-120, -36, -6, -1, 0, 1, 6, 36, 120)  # break points in scales of q


def in_power_of_distance(p, q):
    """Return CE by tanh-sinh in d, with a power map at d = 0 and a power or exp map far out."""
    total = mpf(0)
    for e, side, reach in p.pieces():

        def f(d, e=e, side=side):
            d = side * d
            return -mp.exp(p.logpdf(e, d)) * q.logpdf(e, d)

        centre, width = p.body
        marks = [side * (centre - e) + k * width for k in BODY_B]
        if q.family in LINE:
            marks += [side * (q.m - e) + k * q.s for k in KINK_B]
        else:
            marks += [abs(q.m - e), q.s]
        marks = sorted({d for d in marks if 0 < d < reach} | ({reach} - {mp.inf}))
        grid = marks[:1]
        for d in marks[1:]:
            n = int(mp.ceil(mp.log(d / grid[-1]) / mp.log(8)))
            grid += [grid[-1] * (d / grid[-1]) ** (mpf(i) / n) for i in range(1, n)] + [d]

        a = p.power_at(e)

        def near(w, first=grid[0], a=a, f=f):
            d = first * w ** (1 / a)
            return f(d) * d / (a * w)

        def far(w, last=grid[-1], f=f):
            if p.tail_index < mp.inf or p.family == "lognorm":
                beta = 1 / p.a if p.family == "lognorm" else p.tail_index - q.growth
                offset = p.s if p.family == "pareto" else 0  # its d is measured from lo, not loc
                z = (last + offset) * w ** (-1 / beta)
                return f(z - offset) * z / (beta * w)
            c = p.growth
            t = (last / p.s) ** c - mp.log(w)
            d = p.s * t ** (mpf(1) / c)
            return f(d) * d / (c * t * w)

        with mp.workdps(32):
            total += mp.quad(near, [0, 1]) + mp.quad(f, grid)
            if reach == mp.inf:
                total += mp.quad(far, [0, 1])
    return total


# Closed forms ------------------------------------------------------------------------------------


def moment(p, k):
    """Return E z^k, z = (x - loc) / scale (Johnson, Kotz & Balakrishnan 1994-95), or None."""
    a, b, log_g = p.a, p.b, mp.loggamma
    central = {"norm": mpf(1), "laplace": mpf(2), "logistic": mp.pi**2 / 3}
    if p.family == "t" and a > 2:
        central["t"] = a / (a - 2)
    if p.family in central:  # symmetric; asked for k = 1 and 2 only
        return {1: mpf(0), 2: central[p.family]}[int(k)]
    match p.family:
        case "gamma":
            return mp.exp(log_g(a + k) - log_g(a))
        case "expon":
            return mp.gamma(1 + k)
        case "beta":
            return mp.exp(log_g(a + k) - log_g(a) + log_g(a + b) - log_g(a + b + k))
        case "weibull_min":
            return mp.gamma(1 + k / a)
        case "lognorm":
            return mp.exp((k * a) ** 2 / 2)
        case "pareto":
            return a / (a - k)
        case "uniform":
            return 1 / (k + mpf(1))
    return None


def log_moments(p):
    """Return E log z and Var log z: the first two derivatives of log E z^k at k = 0, or None."""
    a, b, psi, psi1 = p.a, p.b, mp.digamma, lambda x: mp.polygamma(1, x)
    forms = {
        "gamma": lambda: (psi(a), psi1(a)),
        "expon": lambda: (-mp.euler, mp.pi**2 / 6),
        "beta": lambda: (psi(a) - psi(a + b), psi1(a) - psi1(a + b)),
        "weibull_min": lambda: (-mp.euler / a, mp.pi**2 / 6 / a**2),
        "lognorm": lambda: (mpf(0), a**2),
        "pareto": lambda: (1 / a, 1 / a**2),
        "uniform": lambda: (mpf(-1), mpf(1)),
    }
    return forms[p.family]() if p.family in forms else None


def mean_distance(p, m):
    """Return E|x - m|, or None."""
    u, s = p.m - m, p.s
    if p.lo >= m and moment(p, 1):
        return u + s * moment(p, 1)
    match p.family:
        case "norm":  # the folded normal (Leone, Nelson & Nottingham 1961)
            z = u / s
            return s * mp.sqrt(2 / mp.pi) * mp.exp(-z * z / 2) + u * mp.erf(z / mp.sqrt(2))
        case "laplace":
            return abs(u) + s * mp.exp(-abs(u) / s)
        case "logistic":  # the antiderivative of 2 F - 1
            return abs(u) + 2 * s * mp.log(1 + mp.exp(-abs(u) / s))
        case "uniform" if p.hi > m:
            return ((p.hi - m) ** 2 + (p.lo - m) ** 2) / (2 * s)
    return None


def closed_cross_entropy(p, q):
    """Return CE = -E_p[log q] from moments of p, or None when there is no simple form."""
    a, b, r = q.a, q.b, p.s / q.s
    match q.family:
        case "uniform":
            return -q.const
        case "norm" if p.family != "cauchy" and moment(p, 2) is not None:
            first, second, u = moment(p, 1), moment(p, 2), (p.m - q.m) / q.s
            return -q.const + (r * r * second + 2 * r * u * first + u * u) / 2
        case "laplace" if p.tail_index > 2 and mean_distance(p, q.m) is not None:
            return -q.const + mean_distance(p, q.m) / q.s
        case "expon":
            return -q.const + (p.m - q.m) / q.s + r * moment(p, 1)
        case "cauchy" if p.family == "cauchy":  # Chyzak & Nielsen 2019
            return mp.log(mp.pi / q.s * ((p.s + q.s) ** 2 + (p.m - q.m) ** 2))
    if p.m != q.m or log_moments(p) is None:
        return None
    log_mean, log_var = log_moments(p)
    log_mean += mp.log(r)  # from here on of z = (x - loc) / scale of q
    match q.family:
        case "gamma":
            return -q.const - (a - 1) * log_mean + r * moment(p, 1)
        case "weibull_min":
            return -q.const - (a - 1) * log_mean + r**a * moment(p, a)
        case "lognorm":
            return -q.const + log_mean + (log_var + log_mean**2) / (2 * a * a)
        case "pareto":
            return -q.const + (a + 1) * log_mean
        case "beta" if p.family in UNIT and p.s == q.s:
            mirror = mpf(-1) if p.family == "uniform" else mp.digamma(p.b) - mp.digamma(p.a + p.b)
            return -q.const - (a - 1) * log_mean - (b - 1) * mirror
    return None


def agree(name, x, y):
    """Stop unless two computations of one value agree."""
    if not abs(x - y) <= TOLERANCE * max(1, abs(x)):
        raise AssertionError(f"{name}: {mp.nstr(x, 30)} against {mp.nstr(y, 30)}")


def measure(p, q):
    """Return H, CE and KL as decimal strings, each computed twice."""
    entropy = p.entropy()
    if infinite(p, q):
        return mp.nstr(entropy, DIGITS), "inf", "inf"
    mass, entropy_a, cross_a = in_log_distance(p, q)
    cross_b, closed = in_power_of_distance(p, q), closed_cross_entropy(p, q)
    cross = cross_a if closed is None else closed
    agree("mass of p", mass, mpf(1))
    agree("H", entropy, entropy_a)
    agree("CE, quadrature A against B", cross_a, cross_b)
    agree("CE, quadrature A against closed form", cross_a, cross)
    kl = cross - entropy
    kl = 0 if abs(kl) < TOLERANCE else kl
    return tuple(mp.nstr(v, DIGITS) for v in (entropy, cross, kl))


# The pairs ---------------------------------------------------------------------------------------

# The first two settings of a family are its ordinary ones; the others make trouble: scales from
# 1e-8 to 1e8, far locations, heavy tails, singular ends, peaks, neighbours of another family.
SETTINGS = {
    "norm": [
        {}, {"loc": 1, "scale": 2}, {"scale": 1e-6}, {"loc": 1e6}, {"scale": 1e6},
        {"loc": -3, "scale": 1e-3}, {"loc": 30, "scale": 0.5}, {"scale": 1e8},
        {"loc": 1e6, "scale": 1e-3}, {"loc": 1e-6},
    ],
    "laplace": [
        {}, {"loc": 1, "scale": 0.5}, {"scale": 1e-6}, {"loc": 1e6, "scale": 2}, {"scale": 1e6},
        {"loc": -40, "scale": 0.1}, {"loc": 0.3, "scale": 1e-8}, {"loc": 1e-6},
    ],
    "logistic": [
        {}, {"loc": -1, "scale": 2}, {"scale": 1e-6}, {"loc": 1e6}, {"loc": 2, "scale": 1e6},
        {"loc": 100, "scale": 0.1}, {"loc": 1e-6},
    ],
    "cauchy": [
        {}, {"loc": 1, "scale": 3}, {"scale": 1e-6}, {"loc": 1e6}, {"scale": 1e6},
        {"loc": -50, "scale": 0.01}, {"loc": 0.7, "scale": 1e-8}, {"loc": 1e-6},
        {"loc": 1e6, "scale": 1e-3},
    ],
    "t": [
        {"df": 5}, {"df": 3, "loc": 1, "scale": 2}, {"df": 1.5}, {"df": 0.5}, {"df": 100},
        {"df": 2.1}, {"df": 2}, {"df": 4, "loc": 1e6}, {"df": 30, "scale": 1e-6},
        {"df": 3, "scale": 1e6}, {"df": 0.2}, {"df": 1},
    ],
    "gamma": [
        {"a": 2}, {"a": 5, "scale": 0.5}, {"a": 0.05}, {"a": 1e4}, {"a": 3, "loc": 10},
        {"a": 0.3, "scale": 1e-6}, {"a": 2.5, "scale": 1e6}, {"a": 0.1, "loc": -1e-6},
        {"a": 40, "loc": 1e6, "scale": 3}, {"a": 0.01},
    ],
    "expon": [
        {}, {"scale": 3}, {"loc": 2}, {"scale": 1e-6}, {"scale": 1e6}, {"loc": 1e6, "scale": 10},
        {"scale": 1e-8}, {"loc": -1e-6},
    ],
    "beta": [
        {"a": 2, "b": 3}, {"a": 0.5, "b": 0.5}, {"a": 0.1, "b": 0.2}, {"a": 500, "b": 300},
        {"a": 2, "b": 3, "loc": -1, "scale": 4}, {"a": 5, "b": 1, "scale": 1e-6},
        {"a": 30, "b": 0.5}, {"a": 3, "b": 1.5, "loc": 10, "scale": 1e6}, {"a": 0.3, "b": 4},
        {"a": 1e5, "b": 0.05},
    ],
    "weibull_min": [
        {"c": 1.5}, {"c": 0.8, "scale": 2}, {"c": 0.3}, {"c": 20}, {"c": 2, "loc": 3},
        {"c": 3, "scale": 1e-6}, {"c": 1.2, "scale": 1e6}, {"c": 0.5, "scale": 1e-6},
        {"c": 0.7, "loc": -1e-6},
    ],
    "lognorm": [
        {"s": 0.5}, {"s": 1, "scale": 2}, {"s": 3}, {"s": 0.01}, {"s": 1, "scale": 1e6},
        {"s": 0.7, "loc": -1}, {"s": 5}, {"s": 2, "scale": 1e-6}, {"s": 1.5, "loc": -1e-6},
    ],
    "pareto": [
        {"b": 3}, {"b": 2.5, "scale": 2}, {"b": 0.5}, {"b": 2, "loc": -1}, {"b": 50},
        {"b": 1.5, "scale": 1e-6}, {"b": 4, "scale": 1e6}, {"b": 0.1},
        {"b": 0.7, "loc": -2, "scale": 2}, {"b": 1.2, "loc": -100, "scale": 99}, {"b": 1e4},
    ],
    "uniform": [
        {}, {"loc": -1, "scale": 3}, {"scale": 1e-6}, {"loc": -1e6, "scale": 2e6},
        {"loc": 10, "scale": 2.0**-9}, {"scale": 1e8}, {"loc": 0.25, "scale": 0.5},
        {"loc": 2, "scale": 10},
    ],
}  # fmt: skip

# Neighbours within a family: one parameter moved by these shares of itself (loc: of the scale).
STEPS = (2.0**-5, 2.0**-9, 2.0**-16)  # KL about 1e-3, 1e-6, 1e-10

# Families that are nearly or exactly equal.
NEIGHBOURS = [
    (("norm", {}), ("t", {"df": 1e4})),
    (("t", {"df": 1e6}), ("norm", {})),
    (("t", {"df": 1}), ("cauchy", {})),
    (("cauchy", {"loc": 1, "scale": 3}), ("t", {"df": 1, "loc": 1, "scale": 3})),
    (("cauchy", {}), ("t", {"df": 1.03125})),
    (("logistic", {}), ("t", {"df": 9, "scale": 1.5625})),
    (("norm", {"scale": 1.75}), ("logistic", {})),
    (("gamma", {"a": 1e4, "loc": -100, "scale": 0.01}), ("norm", {})),
    (("gamma", {"a": 1e6, "loc": -1000, "scale": 1e-3}), ("norm", {})),
    (("gamma", {"a": 1}), ("expon", {})),
    (("expon", {"scale": 3}), ("weibull_min", {"c": 1, "scale": 3})),
    (("expon", {}), ("gamma", {"a": 1.0078125})),
    (("weibull_min", {"c": 0.9921875, "scale": 1e6}), ("expon", {"scale": 1e6})),
    (("pareto", {"b": 1e4, "loc": -1e4, "scale": 1e4}), ("expon", {})),
    (("expon", {}), ("pareto", {"b": 1e3, "loc": -1e3, "scale": 1e3})),
    (("lognorm", {"s": 2.0**-10, "loc": -1024, "scale": 1024}), ("norm", {})),
    (("lognorm", {"s": 0.01}), ("gamma", {"a": 1e4, "scale": 1e-4})),
    (("gamma", {"a": 100, "scale": 0.01}), ("lognorm", {"s": 0.1})),
    (("beta", {"a": 500, "b": 500, "loc": -16, "scale": 32}), ("norm", {"scale": 0.505})),
    (("beta", {"a": 1, "b": 1}), ("uniform", {})),
    (("uniform", {"scale": 1e-6}), ("beta", {"a": 1, "b": 1.0078125, "scale": 1e-6})),
    (("weibull_min", {"c": 3.6}), ("norm", {"loc": 0.9, "scale": 0.28})),
    (("weibull_min", {"c": 0.5}), ("lognorm", {"s": 2.25, "scale": 0.3125})),
    (("beta", {"a": 2, "b": 1e5, "scale": 1e5}), ("gamma", {"a": 2})),
]

FINITE, INFINITE = 7, 1  # pairs of settings for two families; 2 infinite ones where all are


def near(name):
    """Yield pairs of one family, one parameter moved a little; the wider one is q."""
    for old, steps in ((SETTINGS[name][0], STEPS), (SETTINGS[name][3], STEPS[1:2])):
        keys = ["scale"] if name in UNIT else ["loc", "scale"]
        for key in dict.fromkeys([k for k in old if k not in ("loc", "scale")] + keys):
            for step in steps:
                new = {"loc": 0, "scale": 1, **old}
                new[key] += step * (new["scale"] if key == "loc" else new[key])
                p, q = Dist(name, **old), Dist(name, **new)
                yield (q, p) if infinite(p, q) else (p, q)


def of_families(first, second, used):
    """Return pairs of settings: the ordinary one, then those that the grid has used least."""
    pairs = [
        (Dist(first, **a), Dist(second, **b))
        for a, b in itertools.product(SETTINGS[first], SETTINGS[second])
        if (first, a) != (second, b)
    ]

    def rank(pair):
        return pair is not pairs[0], used["p", repr(pair[0])] + used["q", repr(pair[1])]

    finite = [pair for pair in pairs if not infinite(*pair)]
    endless = [pair for pair in pairs if infinite(*pair)]
    chosen = []
    for some, number in ((finite, FINITE), (endless, INFINITE if finite else 2)):
        for _ in range(min(number, len(some))):
            chosen.append(min(some, key=rank))
            some.remove(chosen[-1])
            used.update(zip("pq", map(repr, chosen[-1]), strict=True))
    return chosen


def plan():
    """Return the pairs of the grid, family by family."""
    used = Counter()
    grid = [
        pair
        for families in itertools.product(FAMILIES, repeat=2)
        for pair in of_families(*families, used)
    ]
    grid += [pair for name in FAMILIES for pair in near(name)]
    grid += [tuple(Dist(name, **params) for name, params in pair) for pair in NEIGHBOURS]
    order = FAMILIES.index
    return sorted(grid, key=lambda pair: (order(pair[0].family), order(pair[1].family)))


def save(rows):
    """Write one row a line."""
    lines = ",\n".join(json.dumps(row) for row in rows)
    OUT.write_text(f"[\n{lines}\n]\n")


def main():
    """Compute the rows of the plan that the file lacks and write it in the plan's order."""
    parser = argparse.ArgumentParser(description="Make the truth for continuous distributions.")
    parser.add_argument("--fresh", action="store_true", help="compute every row again")
    known = {}
    if OUT.exists() and not parser.parse_args().fresh:
        known = {json.dumps(row[:4]): row for row in json.loads(OUT.read_text())}
    pairs = {json.dumps([p.family, p.params, q.family, q.params]): (p, q) for p, q in plan()}
    start, missing, failed = time.time(), [key for key in pairs if key not in known], 0
    for i, key in enumerate(missing, 1):
        try:
            known[key] = [*json.loads(key), *measure(*pairs[key])]
        except (AssertionError, ArithmeticError) as error:
            failed += 1
            print(f"FAILED {key}: {error}", flush=True)
        if i % 20 == 0 or i == len(missing):
            save([known[key] for key in pairs if key in known])
            print(f"{i} of {len(missing)} rows, {time.time() - start:.0f} s", flush=True)
    if failed:
        raise SystemExit(f"{failed} pairs whose computations disagree: mend the generator")


if __name__ == "__main__":
    main()
