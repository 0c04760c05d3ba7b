"""Rows for pmfs in arrays, in multiples of numpy's log over the same numbers."""

import dit.divergences.pmf as dit_pmf
import numpy as np
from rows import Call, Row
from scipy import stats
from scipy.special import rel_entr

from entropybook import cross_entropy, entropy, js_divergence, kl_divergence

Pair = tuple[np.ndarray, np.ndarray]


def pair(*shape: int) -> Pair:
    """Return two stacks of random pmfs."""
    rng = np.random.default_rng(0)
    p, q = rng.standard_exponential((2, *shape))
    return p / p.sum(axis=-1, keepdims=True), q / q.sum(axis=-1, keepdims=True)


def log_of(q: np.ndarray) -> Call:
    """Return the floor: a call of log on as many numbers, without allocating memory."""
    buffer = np.empty_like(q)
    return lambda: np.log(q, out=buffer)


def kl_long() -> Row:
    """KL of two long pmfs."""
    p, q = pair(10**7)
    return Row(
        "KL, n = 1e7",
        lambda: kl_divergence(p, q),
        log_of(q),
        limit=4.5,
        peers={
            "scipy.stats.entropy": lambda: stats.entropy(p, q),
            "dit": lambda: dit_pmf.relative_entropy(p, q),
        },
        bare={"rel_entr": lambda: np.sum(rel_entr(p, q))},
        input_bytes=p.nbytes + q.nbytes,
    )


def kl_near() -> Row:
    """KL of two long pmfs that hardly differ, which takes the more accurate form."""
    p, _ = pair(10**7)
    q = p * (1 + 1e-9 * np.cos(np.arange(p.size)))
    q /= q.sum()
    return Row(
        "KL, n = 1e7, p ≈ q",
        lambda: kl_divergence(p, q),
        log_of(q),
        peers={"scipy.stats.entropy": lambda: stats.entropy(p, q)},
        bare={"rel_entr": lambda: np.sum(rel_entr(p, q))},
        input_bytes=p.nbytes + q.nbytes,
    )


def kl_sparse() -> Row:
    """KL of an empirical pmf, most of whose outcomes were not seen, from a full one."""
    p, q = pair(10**7)
    p[np.arange(p.size) % 10 > 0] = 0
    p /= p.sum()
    return Row(
        "KL, n = 1e7, 90 % p = 0",
        lambda: kl_divergence(p, q),
        log_of(q),
        peers={
            "scipy.stats.entropy": lambda: stats.entropy(p, q),
        },
        bare={"rel_entr": lambda: np.sum(rel_entr(p, q))},
        input_bytes=p.nbytes + q.nbytes,
    )


def cross_entropy_long() -> Row:
    """Cross-entropy of two long pmfs."""
    p, q = pair(10**7)
    return Row(
        "CE, n = 1e7",
        lambda: cross_entropy(p, q),
        log_of(q),
        limit=3,
        peers={
            "scipy.stats.entropy": lambda: stats.entropy(p) + stats.entropy(p, q),
            "dit": lambda: dit_pmf.cross_entropy(p, q),
        },
        bare={"−sum(p log q)": lambda: -np.sum(p * np.log(q))},
        input_bytes=p.nbytes + q.nbytes,
    )


def entropy_long() -> Row:
    """Entropy of a long pmf."""
    p, _ = pair(10**7)
    return Row(
        "H, n = 1e7",
        lambda: entropy(p),
        log_of(p),
        limit=3,
        peers={"scipy.stats.entropy": lambda: stats.entropy(p)},
        bare={"−sum(p log p)": lambda: -np.sum(p * np.log(p))},
        input_bytes=p.nbytes,
    )


def js_long() -> Row:
    """Jensen–Shannon divergence of two long pmfs."""
    p, q = pair(10**7)
    return Row(
        "JS, n = 1e7",
        lambda: js_divergence(p, q),
        log_of(q),
        peers={"dit": lambda: dit_pmf.jensen_shannon_divergence(np.array([p, q]))},
        input_bytes=p.nbytes + q.nbytes,
    )


def kl_rows() -> Row:
    """KL of a thousand pairs of pmfs."""
    p, q = pair(1000, 1000)
    return Row(
        "KL, (1000, 1000)",
        lambda: kl_divergence(p, q),
        log_of(q),
        limit=4.5,
        peers={
            "scipy.stats.entropy": lambda: stats.entropy(p, q, axis=-1),
            "dit": lambda: [dit_pmf.relative_entropy(a, b) for a, b in zip(p, q, strict=True)],
        },
        bare={"rel_entr": lambda: np.sum(rel_entr(p, q), axis=-1)},
        input_bytes=p.nbytes + q.nbytes,
    )


def kl_three() -> Row:
    """KL of two pmfs over three outcomes, in multiples of the sum that makes no checks."""
    p, q = np.array([0.42, 0.31, 0.27]), np.array([0.25, 0.5, 0.25])
    return Row(
        "KL, n = 3 (floor: bare)",
        lambda: kl_divergence(p, q),
        lambda: np.sum(rel_entr(p, q) - (p - q)),
        limit=4,
        peers={
            "scipy.stats.entropy": lambda: stats.entropy(p, q),
            "dit": lambda: dit_pmf.relative_entropy(p, q),
        },
    )


ROWS = [
    kl_long,
    kl_near,
    kl_sparse,
    cross_entropy_long,
    entropy_long,
    js_long,
    kl_rows,
    kl_three,
]
