"""Rows for what the chapters on machine learning train and encode, beside libraries that do it."""

import importlib.util
import warnings

import numpy as np
from rows import Row
from sklearn.linear_model import LogisticRegression

from entropybook.arithmetic import Encoder
from entropybook.classification import fit_softmax
from entropybook.digits import digits


def softmax_fit() -> Row:
    """Fit a softmax regression to the digits, as scikit-learn does with the same optimiser."""
    data = digits()

    def peer() -> object:
        # The tolerance at which its weights agree with ours to five digits.
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            model = LogisticRegression(C=1.0, tol=1e-8, max_iter=10_000)
            return model.fit(data.train_x, data.train_y)

    return Row("softmax fit", lambda: fit_softmax(data.train_x, data.train_y), peer, limit=3.0)


def arithmetic_coder() -> Row:
    """Encode 2,000 outcomes, each with a pmf of its own, beside a coder written in Rust."""
    import constriction

    rng = np.random.default_rng(0)
    pmfs = rng.dirichlet(np.full(27, 0.2), size=2000)
    outcomes = [int(rng.choice(27, p=p)) for p in pmfs]

    def ours() -> int:
        encoder = Encoder()
        for outcome, p in zip(outcomes, pmfs, strict=True):
            encoder.put(outcome, p)
        return len(encoder.finish())

    def peer() -> int:
        encoder = constriction.stream.queue.RangeEncoder()
        for outcome, p in zip(outcomes, pmfs, strict=True):
            model = constriction.stream.model.Categorical(p, perfect=False)
            encoder.encode(outcome, model)
        return int(encoder.num_bits())

    ideal = -np.log2(pmfs[np.arange(2000), outcomes]).sum()
    if not ideal <= ours() + 1e-9 < ideal + 2:
        raise AssertionError(f"{ours()} bits, where {ideal:.1f} were expected")
    if ours() > peer():
        raise AssertionError(f"{ours()} bits, where constriction takes {peer()}")
    return Row("arithmetic coder", ours, peer, limit=100.0)


ROWS = [softmax_fit]
if importlib.util.find_spec("constriction"):
    ROWS.append(arithmetic_coder)
else:
    print("no row for the arithmetic coder: constriction has no wheel for this machine")
