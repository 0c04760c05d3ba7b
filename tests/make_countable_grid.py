"""Make tests/data/countable_grid.json, the truth for distributions on infinitely many integers.

    python tests/make_countable_grid.py

Each row holds H(p), CE(p, q) = -E_p[log q] and KL(p || q) in nats for two of SciPy's frozen
distributions with exactly the doubles in the row as parameters. The arithmetic is mpmath's, with 50
digits; no function of SciPy takes part.

*Infinite or not* is decided by argument. CE is infinite when the support of p begins before that
of q. Otherwise only a zipf p, with P(K = k) ~ k^-a, can make it so: -log q grows like k log k
(poisson) or k (geom, nbinom, logser), whose expectation is finite iff a > 2; for a zipf q it grows
like log k, which is always integrable.

*Finite values* are computed twice, and the program stops when the two differ (`TOLERANCE`):

- the Abel-Plana formula, which turns the sum into two integrals (`abel_plana`; Olver, Asymptotics
  and Special Functions, 1974, section 8.3);
- closed forms from the moments E K and E log K where there are any (`closed`); else the sum itself,
  term by term (`term_by_term`), or for a zipf p, where that would never end, mpmath's
  Euler-Maclaurin sum (`euler_maclaurin`).

The mass of p by Abel-Plana must be 1.
"""

import json
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 50
OUT = Path(__file__).parent / "data" / "countable_grid.json"
TOLERANCE = mpf("1e-21")  # of two computations of one value v, times max(1, |v|)
DIGITS = 20


class Dist:
    """One distribution, SciPy's name and parametrisation, with exact doubles as parameters."""

    def __init__(self, family, **params):
        self.family, self.params = family, {k: float(v) for k, v in params.items()}
        exact = {k: mpf(v) for k, v in self.params.items()}
        self.loc = exact.pop("loc", mpf(0))
        self.shape = tuple(exact.values())
        self.lo = self.loc + (0 if family in ("poisson", "nbinom") else 1)

    def __repr__(self):
        return f"{self.family}({', '.join(f'{k}={v!r}' for k, v in self.params.items())})"

    def logpmf(self, x):
        """Return log P(K = x); analytic in x, which Abel-Plana needs."""
        k, (a, *rest) = x - self.loc, self.shape
        match self.family:
            case "poisson":
                return k * mp.log(a) - a - mp.loggamma(k + 1)
            case "geom":
                return (k - 1) * mp.log(1 - a) + mp.log(a)
            case "nbinom":
                p = rest[0]
                choose = mp.loggamma(k + a) - mp.loggamma(k + 1) - mp.loggamma(a)
                return choose + a * mp.log(p) + k * mp.log(1 - p)
            case "zipf":
                return -a * mp.log(k) - mp.log(mp.zeta(a))
            case "logser":
                return k * mp.log(a) - mp.log(k) - mp.log(-mp.log(1 - a))

    @property
    def body(self):
        """Return mean and standard deviation, only to place break points and to start summing."""
        a, *rest = self.shape
        match self.family:
            case "poisson":
                return self.loc + a, mp.sqrt(a)
            case "geom":
                return self.loc + 1 / a, mp.sqrt(1 - a) / a
            case "nbinom":
                p = rest[0]
                return self.loc + a * (1 - p) / p, mp.sqrt(a * (1 - p)) / p
            case "logser":
                mean = -a / ((1 - a) * mp.log(1 - a))
                return self.loc + mean, mp.sqrt(abs(mean * (1 / (1 - a) - mean)))
        return self.lo, mpf(1)


def infinite(p, q):
    """Decide whether CE(p, q) is infinite, by the rule in the module's docstring."""
    return p.lo < q.lo or (p.family == "zipf" and q.family != "zipf" and p.shape[0] <= 2)


def terms(p, q):
    """Return the three summands: mass, -p log p, -p log q."""

    def mass(x):
        return mp.exp(p.logpmf(x))

    return mass, lambda x: -mass(x) * p.logpmf(x), lambda x: -mass(x) * q.logpmf(x)


def term_by_term(f, p):
    """Sum f from the middle of p outwards until 50 terms running are nothing."""
    middle = int(mp.floor(max(p.lo, p.body[0])))
    total = mpf(0)
    for x, step in ((middle, 1), (middle - 1, -1)):
        small = 0
        while x >= p.lo and small < 50:
            value = f(mpf(x))
            small = small + 1 if abs(value) < mpf("1e-40") else 0
            total += value
            x += step
    return total


def abel_plana(f, p):
    """Sum f over x >= lo: ten terms, then from n on f(n) / 2, the integral, and that up n + iy."""
    n = p.lo + 10
    mean, deviation = p.body
    with mp.workdps(40):
        head = mp.fsum(f(p.lo + i) for i in range(10))
        if p.family == "zipf":  # x = loc + e^y spreads a power tail evenly
            start, unit = mp.log(n - p.loc), 1 / (p.shape[0] - 1)
            steps = [start + k * unit for k in (0, 1, 3, 8, 20, 50)]
            tail = mp.quad(lambda y: f(p.loc + mp.exp(y)) * mp.exp(y), [*steps, mp.inf])
        else:
            unit = max(1, deviation)
            marks = [
                mean + k * unit for k in (-25, -12, -6, -3, -1, 0, 1, 3, 6, 12, 25, 60, 120, 400)
            ]
            marks += [n + 8**k for k in range(8)]
            tail = mp.quad(f, [n, *sorted(x for x in marks if n < x <= max(n + 80, marks[13]))])
        up = mp.quad(lambda y: mp.im(f(mp.mpc(n, y))) / mp.expm1(2 * mp.pi * y), [0, 1, 3, 8, 25])
    return head + f(n) / 2 + tail - 2 * up


def euler_maclaurin(f, p):
    """Sum f with mpmath's Euler-Maclaurin formula after 300 terms."""
    with mp.workdps(40):
        head = mp.fsum(f(p.lo + i) for i in range(300))
        return head + mp.sumem(f, [p.lo + 300, mp.inf], tol=mpf("1e-26"))


def closed(p, q):
    """Return CE from E K and E log K (Johnson, Kemp & Kotz 2005), or None."""
    (a, *_), (b, *_) = p.shape, q.shape
    log_mean = -mp.zeta(a, derivative=1) / mp.zeta(a) if p.family == "zipf" else None
    mean = {"geom": lambda: 1 / a, "zipf": lambda: mp.zeta(a - 1) / mp.zeta(a)}
    if q.family == "geom" and p.family in mean:
        return -mp.log(b) - (mean[p.family]() + p.loc - q.loc - 1) * mp.log(1 - b)
    if p.family == "zipf" and p.loc == q.loc:
        if q.family == "zipf":
            return b * log_mean + mp.log(mp.zeta(b))
        if q.family == "logser":
            return -mean["zipf"]() * mp.log(b) + log_mean + mp.log(-mp.log(1 - b))
    return None


def agree(name, x, y):
    """Stop unless two computations of one value agree."""
    if not abs(x - y) <= TOLERANCE * max(1, abs(x)):
        raise AssertionError(f"{name}: {mp.nstr(x, 30)} against {mp.nstr(y, 30)}")


def measure(p, q):
    """Return H, CE and KL as decimal strings, each computed twice."""
    mass, surprise, crossed = terms(p, q)
    agree("mass of p", abel_plana(mass, p), mpf(1))

    def both(name, f, model):
        first, second = abel_plana(f, p), closed(p, model)
        if second is None:
            second = (euler_maclaurin if p.family == "zipf" else term_by_term)(f, p)
        agree(name, first, second)
        return second

    entropy = both("H", surprise, p)
    if infinite(p, q):
        return mp.nstr(entropy, DIGITS), "inf", "inf"
    cross = both("CE", crossed, q)
    kl = cross - entropy
    kl = 0 if abs(kl) < TOLERANCE else kl
    return tuple(mp.nstr(v, DIGITS) for v in (entropy, cross, kl))


PAIRS = [
    # ordinary, each two families
    (("poisson", {"mu": 4}), ("poisson", {"mu": 6})),
    (("poisson", {"mu": 4}), ("geom", {"p": 0.25, "loc": -1})),
    (("poisson", {"mu": 4}), ("nbinom", {"n": 3, "p": 0.5})),
    (("poisson", {"mu": 4, "loc": 1}), ("zipf", {"a": 2})),
    (("poisson", {"mu": 0.5, "loc": 1}), ("logser", {"p": 0.75})),
    (("geom", {"p": 0.25}), ("poisson", {"mu": 4})),
    (("geom", {"p": 0.25}), ("geom", {"p": 0.5})),
    (("geom", {"p": 0.25}), ("nbinom", {"n": 3, "p": 0.5})),
    (("geom", {"p": 0.25}), ("zipf", {"a": 1.5})),
    (("geom", {"p": 0.25}), ("logser", {"p": 0.75})),
    (("nbinom", {"n": 3, "p": 0.5}), ("poisson", {"mu": 3})),
    (("nbinom", {"n": 3, "p": 0.5}), ("geom", {"p": 0.25, "loc": -1})),
    (("nbinom", {"n": 3, "p": 0.5}), ("nbinom", {"n": 2, "p": 0.25})),
    (("nbinom", {"n": 2.5, "p": 0.5, "loc": 1}), ("zipf", {"a": 2})),
    (("nbinom", {"n": 0.5, "p": 0.25, "loc": 1}), ("logser", {"p": 0.5})),
    (("zipf", {"a": 3.5}), ("poisson", {"mu": 2})),
    (("zipf", {"a": 3.5}), ("geom", {"p": 0.75})),
    (("zipf", {"a": 3.5}), ("nbinom", {"n": 2, "p": 0.5})),
    (("zipf", {"a": 3.5}), ("zipf", {"a": 2.5})),
    (("zipf", {"a": 4}), ("logser", {"p": 0.5})),
    (("logser", {"p": 0.75}), ("poisson", {"mu": 2})),
    (("logser", {"p": 0.75}), ("geom", {"p": 0.5})),
    (("logser", {"p": 0.75}), ("nbinom", {"n": 2, "p": 0.5})),
    (("logser", {"p": 0.75}), ("zipf", {"a": 2})),
    (("logser", {"p": 0.75}), ("logser", {"p": 0.25})),
    # infinite: by the support, and by the tail alone (a = 2 is the border)
    (("poisson", {"mu": 4}), ("geom", {"p": 0.25})),
    (("geom", {"p": 0.5, "loc": -1}), ("logser", {"p": 0.5})),
    (("nbinom", {"n": 3, "p": 0.5}), ("zipf", {"a": 3})),
    (("zipf", {"a": 2}), ("geom", {"p": 0.5})),
    (("zipf", {"a": 1.5}), ("poisson", {"mu": 5})),
    (("zipf", {"a": 1.75}), ("nbinom", {"n": 2, "p": 0.5})),
    (("zipf", {"a": 2}), ("logser", {"p": 0.75})),
    # one in another's clothes, and neighbours
    (("geom", {"p": 0.25, "loc": -1}), ("nbinom", {"n": 1, "p": 0.25})),
    (("poisson", {"mu": 122.0703125}), ("nbinom", {"n": 1e6, "p": 0.9998779296875})),
    (("poisson", {"mu": 10}), ("poisson", {"mu": 10.0078125})),
    (("poisson", {"mu": 1e4}), ("poisson", {"mu": 10000.125})),
    (("geom", {"p": 0.5}), ("geom", {"p": 0.5009765625})),
    (("geom", {"p": 1e-3}), ("geom", {"p": 1.0009765625e-3})),
    (("nbinom", {"n": 3, "p": 0.5}), ("nbinom", {"n": 3, "p": 0.50048828125})),
    (("zipf", {"a": 3}), ("zipf", {"a": 3.0009765625})),
    (("logser", {"p": 0.75}), ("logser", {"p": 0.7509765625})),
    # large, small, far apart, slow
    (("poisson", {"mu": 1e6}), ("poisson", {"mu": 1.001e6})),
    (("poisson", {"mu": 1}), ("poisson", {"mu": 1000})),
    (("poisson", {"mu": 1000}), ("poisson", {"mu": 1})),
    (("poisson", {"mu": 1e-6}), ("poisson", {"mu": 3})),
    (("poisson", {"mu": 1e4}), ("nbinom", {"n": 10, "p": 1e-3})),
    (("poisson", {"mu": 500, "loc": 1}), ("zipf", {"a": 1.125})),
    (("geom", {"p": 1e-6}), ("geom", {"p": 2e-6})),
    (("geom", {"p": 1e-3}), ("poisson", {"mu": 1e3})),
    (("geom", {"p": 0.999}), ("geom", {"p": 1e-3})),
    (("geom", {"p": 1e-3}), ("logser", {"p": 0.5})),
    (("nbinom", {"n": 0.01, "p": 0.5}), ("nbinom", {"n": 1, "p": 0.5})),
    (("nbinom", {"n": 1000, "p": 0.25}), ("poisson", {"mu": 3000})),
    (("nbinom", {"n": 0.125, "p": 1e-3}), ("poisson", {"mu": 125})),
    (("zipf", {"a": 20}), ("zipf", {"a": 1.25})),
    (("zipf", {"a": 2.5}), ("poisson", {"mu": 5})),
    (("zipf", {"a": 2.5}), ("geom", {"p": 0.5})),
    (("zipf", {"a": 1.25}), ("zipf", {"a": 3})),
    (("logser", {"p": 0.999}), ("geom", {"p": 0.01})),
    (("logser", {"p": 1e-6}), ("poisson", {"mu": 1})),
]


def main():
    """Compute every row and write the file, one row a line."""
    rows = []
    for left, right in PAIRS:
        p, q = Dist(left[0], **left[1]), Dist(right[0], **right[1])
        rows.append([p.family, p.params, q.family, q.params, *measure(p, q)])
        print(f"{len(rows)} of {len(PAIRS)}: {p} {q} {rows[-1][4:]}", flush=True)
    lines = ",\n".join(json.dumps(row) for row in rows)
    OUT.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
