"""Arithmetic coding: a model's probabilities made into a file, without rounding each to whole bits.

The file names a point of the interval from 0 to 1. Each outcome in turn narrows the interval to its
share, so that after all of them it is as wide as the model finds the data probable, and a point of
it takes minus the logarithm of that: the sum of the surprisals, whatever they are, and at most two
bits more. The model may change from one outcome to the next, as long as the decoder can follow.
"""

import itertools
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from entropybook._bits import Bits
from entropybook._validate import check_pmf, real_array

# The ends of the interval are kept to so many binary digits. It is never narrower than a quarter of
# them, and so can still be divided into as many parts as the probabilities are rounded to.
_DIGITS = 62
_PARTS = 48
_FULL, _HALF, _QUARTER = 1 << _DIGITS, 1 << _DIGITS - 1, 1 << _DIGITS - 2


class Encoder:
    """Turn outcomes into bits, one after the other.

    References
    ----------
    Witten, Neal and Cleary 1987, "Arithmetic coding for data compression", figure 3.

    Examples
    --------
    Two hundred outcomes of surprisal 0.152 bits take 31 bits, not 200:

    >>> encoder = Encoder()
    >>> for _ in range(200):
    ...     encoder.put(0, [0.9, 0.1])
    >>> bits = encoder.finish()
    >>> len(bits)
    32
    >>> decoder = Decoder(bits)
    >>> {decoder.get([0.9, 0.1]) for _ in range(200)}
    {0}
    """

    def __init__(self) -> None:
        self._low, self._width = 0, _FULL
        self._undecided = 0  # bits that will all be the opposite of the next one
        self._written: list[str] = []
        self._finished = False

    def put(self, outcome: int, pmf: npt.ArrayLike) -> None:
        """Add an outcome.

        Parameters
        ----------
        outcome : int
            0 to n − 1.
        pmf : array_like (n,)
            What the model expects at this place, before it has seen the outcome.

        Raises
        ------
        ValueError
            If `pmf` is not a pmf over the outcomes, it gives this outcome probability 0 (no number
            of bits would do), or the encoder was finished.
        TypeError
            If `pmf` does not consist of real numbers.
        """
        if self._finished:
            raise ValueError("the encoder was finished: begin a new one")
        edges = _edges(pmf)
        if not 0 <= outcome < len(edges) - 1:
            raise ValueError(f"outcome is {outcome}: the pmf has outcomes 0 to {len(edges) - 2}")
        if edges[outcome] == edges[outcome + 1]:
            raise ValueError(
                f"outcome {outcome} has probability 0, an infinite surprisal: no number of bits "
                "says it. Use a model that leaves every outcome some room"
            )
        self._low, self._width = _narrowed(self._low, self._width, edges, outcome)
        while (cut := _settled(self._low, self._width)) is not None:
            if cut == _QUARTER:  # which half it will be is open, but not that it is near the middle
                self._undecided += 1
            else:
                self._write("1" if cut else "0")
            self._low, self._width = 2 * (self._low - cut), 2 * self._width

    def finish(self) -> Bits:
        """Close the file.

        Returns
        -------
        Bits
            All that was put in. The length is less than the sum of the surprisals, in bits, plus 2,
            but for the rounding of the probabilities to 48 binary digits.
        """
        if not self._finished:
            # Either point lies in the interval, whatever bits may follow.
            self._undecided += 1
            self._write("0" if self._low < _QUARTER else "1")
            self._finished = True
        return Bits.from_string("".join(self._written))

    def _write(self, bit: str) -> None:
        self._written.append(bit + ("1" if bit == "0" else "0") * self._undecided)
        self._undecided = 0


class Decoder:
    """Turn bits back into outcomes.

    Parameters
    ----------
    bits : Bits
        What `Encoder.finish` returned.

    Examples
    --------
    >>> encoder = Encoder()
    >>> encoder.put(2, [0.5, 0.25, 0.25])
    >>> Decoder(encoder.finish()).get([0.5, 0.25, 0.25])
    2
    """

    def __init__(self, bits: Bits) -> None:
        # Zeros may follow: the last bits that were written say enough.
        self._bits: Iterator[str] = itertools.chain(str(bits), itertools.repeat("0"))
        self._low, self._width = 0, _FULL
        self._point = int("".join(itertools.islice(self._bits, _DIGITS)), 2)

    def get(self, pmf: npt.ArrayLike) -> int:
        """Return the next outcome.

        Parameters
        ----------
        pmf : array_like (n,)
            What the encoder was given at this place.

        Returns
        -------
        int
            0 to n − 1. The bits do not say where the data end: how many outcomes there are has to
            be known, or one outcome has to mean the end.

        Raises
        ------
        ValueError
            If `pmf` is not a pmf.
        TypeError
            If `pmf` does not consist of real numbers.
        """
        edges = _edges(pmf)
        # The last part whose lower end does not lie beyond the point.
        part = ((self._point - self._low + 1) * 2**_PARTS - 1) // self._width
        outcome = int(np.searchsorted(edges, part, side="right")) - 1
        self._low, self._width = _narrowed(self._low, self._width, edges, outcome)
        while (cut := _settled(self._low, self._width)) is not None:
            self._low, self._width = 2 * (self._low - cut), 2 * self._width
            self._point = 2 * (self._point - cut) + int(next(self._bits))
        return outcome


def _edges(pmf: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Round the cumulative probabilities to whole parts, and leave none that is possible empty."""
    p = real_array(pmf, "pmf")
    if p.ndim != 1 or not p.size:
        raise ValueError(f"pmf has shape {p.shape}: give one probability an outcome")
    check_pmf(p, "pmf")
    possible = p > 0
    room = 2**_PARTS - int(possible.sum())
    sums = np.cumsum(p, dtype=np.float64)
    edges = np.zeros(len(p) + 1, dtype=np.int64)
    edges[1:] = (sums * (room / sums[-1])).astype(np.int64) + np.cumsum(possible)
    edges[edges == edges[-1]] = 2**_PARTS  # the rounding of the sums leaves no gap at the end
    return edges


def _narrowed(low: int, width: int, edges: npt.NDArray[np.int64], outcome: int) -> tuple[int, int]:
    """Return the outcome's share of an interval: its lower end and its width."""
    below = width * int(edges[outcome]) >> _PARTS
    above = width * int(edges[outcome + 1]) >> _PARTS
    return low + below, above - below


def _settled(low: int, width: int) -> int | None:
    """Say which part of the range the interval lies in: where it begins, or None if in no half."""
    if low + width <= _HALF:
        return 0
    if low >= _HALF:
        return _HALF
    if low >= _QUARTER and low + width <= _HALF + _QUARTER:
        return _QUARTER
    return None
