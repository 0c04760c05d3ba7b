"""Letters predicted from the letters before them: an n-gram model.

A model of order n looks at the n letters before the next one, its context. It has counted which
letters followed that context, and sets some probability aside for those that did not; this goes to
the model of order n − 1, which sees one letter less, and so on down to order 0, which sees none,
and from there to all 27 symbols alike.
"""

import math

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

from entropybook._validate import nats_per_unit
from entropybook.alice import ALPHABET, check_letters

Array = npt.NDArray[np.float64]


class NgramModel:
    """Predict letters from the n before them, by interpolated Witten–Bell smoothing.

    Parameters
    ----------
    order : int
        How many letters the model looks back, n.
    escape : float, default 1
        After a context in which t different letters came, the unexpected weighs as much as
        `escape` times t letters that did come. 1 is Witten and Bell's choice, and the method C of
        compression programs. With 0 nothing is set aside: the model believes its counts, zeros
        included, and asks the next lower order only after a context that it has never seen.

    Raises
    ------
    ValueError
        If `order` is negative, or `escape` negative or not finite.
    TypeError
        If `order` is no integer.

    References
    ----------
    Witten and Bell 1991, "The zero-frequency problem"; Chen and Goodman 1999, section 2.5, for the
    interpolated form.

    Examples
    --------
    After "a" came "b" twice and "c" once, so that 2 of 5 parts are left to order 0:

    >>> model = NgramModel(1)
    >>> model.learn("abacab")
    >>> model.after("a")
    {'b': 2, 'c': 1}
    >>> pmf = model.pmf("a")
    >>> round(float(pmf.sum()), 12), bool(pmf.min() > 0)
    (1.0, True)
    """

    def __init__(self, order: int, *, escape: float = 1.0) -> None:
        if isinstance(order, bool) or not isinstance(order, int | np.integer):
            raise TypeError(f"order is {order!r}: give a whole number of letters, such as 4")
        if order < 0:
            raise ValueError(f"order is {order}: a model looks 0 or more letters back")
        if not 0 <= escape < math.inf:
            raise ValueError(f"escape is {escape!r}: give a number from 0 on, such as 1")
        self.order, self.escape = int(order), float(escape)
        self._counts: dict[str, dict[str, int]] = {}
        self._totals: dict[str, int] = {}

    def learn(self, text: str, history: str = "") -> None:
        """Count the letters of a text after their contexts, on top of what was learnt before.

        Parameters
        ----------
        text : str
            In the 27 symbols of `ALPHABET`; see `entropybook.alice.shannon_text`.
        history : str, optional
            What stood before it.

        Raises
        ------
        ValueError
            If there is any other character.
        TypeError
            If an argument is no string.
        """
        whole = check_letters(history, "history") + check_letters(text, "text")
        for place in range(len(whole) - len(text), len(whole)):
            self._count(whole, place)

    def after(self, context: str) -> dict[str, int]:
        """Return how often each letter came after a context of at most n letters.

        Parameters
        ----------
        context : str
            In the 27 symbols.

        Returns
        -------
        dict of str to int
            Most frequent first; empty if the context never came.

        Raises
        ------
        ValueError
            If there is any other character, or the context is longer than the model's memory.
        """
        if len(check_letters(context, "context")) > self.order:
            raise ValueError(
                f"context is {context!r}, but the model looks back {self.order}: "
                f"give at most {self.order} letters"
            )
        counts = self._counts.get(context, {})
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def pmf(self, history: str) -> Array:
        """Return the probabilities of the next letter, in the order of `ALPHABET`.

        Parameters
        ----------
        history : str
            What stands before it, in the 27 symbols; the last n letters count.

        Returns
        -------
        ndarray (27,)
            A pmf, without zeros if `escape` is positive.

        Raises
        ------
        ValueError
            If there is any other character.
        """
        return self._pmf(check_letters(history, "history"))

    def surprisals(
        self, text: str, *, history: str = "", learn: bool = False, base: float = math.e
    ) -> Array:
        """Return what each letter of a text costs; the mean is the cross-entropy.

        Parameters
        ----------
        text : str
            In the 27 symbols.
        history : str, optional
            What stood before it.
        learn : bool, default False
            Learn each letter once it has been paid for, before the next one is.
        base : float, default e
            The base of the logarithm: nats, or bits with 2.

        Returns
        -------
        ndarray (len(text),)
            ``inf`` where the model had called the letter impossible.

        Raises
        ------
        ValueError
            If there is any other character, or `base` is no base.

        Examples
        --------
        >>> NgramModel(2).surprisals("abc", base=3)
        array([3., 3., 3.])
        """
        table = self.surprisals_by_order(text, history=history, learn=learn, base=base)
        return np.asarray(table[-1])

    def surprisals_by_order(
        self, text: str, *, history: str = "", learn: bool = False, base: float = math.e
    ) -> Array:
        """Return what each letter costs under this model and under those of lower orders in it.

        Parameters
        ----------
        text, history, learn, base
            As for `surprisals`.

        Returns
        -------
        ndarray (n + 1, len(text))
            Row k is for order k.

        Raises
        ------
        ValueError
            As for `surprisals`.
        """
        unit = nats_per_unit(base)
        whole = check_letters(history, "history") + check_letters(text, "text")
        start = len(whole) - len(text)
        table = np.empty((len(text), self.order + 1))
        for place in range(start, len(whole)):
            table[place - start] = self._probabilities(whole, place)
            if learn:
                self._count(whole, place)
        with np.errstate(divide="ignore"):
            return np.asarray(-np.log(table.T) / unit)

    def sample(self, length: int, rng: Generator, history: str = "") -> str:
        """Write a text letter by letter, each drawn from what the model expects.

        Parameters
        ----------
        length : int
            How many letters.
        rng : numpy.random.Generator
            Where chance comes from.
        history : str, optional
            What stands before the first letter.

        Returns
        -------
        str

        Raises
        ------
        ValueError
            If there is any character in the history that is not one of the 27.

        Examples
        --------
        >>> model = NgramModel(1, escape=0)
        >>> model.learn("ababab")
        >>> model.sample(4, np.random.default_rng(0), history="a")
        'baba'
        """
        text = check_letters(history, "history")
        for _ in range(length):
            text += ALPHABET[rng.choice(len(ALPHABET), p=self._pmf(text))]
        return text[len(history) :]

    def _count(self, whole: str, place: int) -> None:
        letter = whole[place]
        for k in range(min(self.order, place) + 1):
            context = whole[place - k : place]
            counts = self._counts.setdefault(context, {})
            counts[letter] = counts.get(letter, 0) + 1
            self._totals[context] = self._totals.get(context, 0) + 1

    def _probabilities(self, whole: str, place: int) -> list[float]:
        """Return the probability of the letter at a place, under each order from 0 on."""
        letter, p, found = whole[place], 1 / len(ALPHABET), []
        for k in range(min(self.order, place) + 1):
            context = whole[place - k : place]
            if not (counts := self._counts.get(context)):
                break  # then no longer context was seen either
            aside = self.escape * len(counts)
            p = (counts.get(letter, 0) + aside * p) / (self._totals[context] + aside)
            found.append(p)
        return found + [p] * (self.order + 1 - len(found))

    def _pmf(self, history: str) -> Array:
        p = np.full(len(ALPHABET), 1 / len(ALPHABET))
        for k in range(min(self.order, len(history)) + 1):
            context = history[len(history) - k :]
            if not (counts := self._counts.get(context)):
                break
            aside = self.escape * len(counts)
            p *= aside
            for letter, count in counts.items():
                p[ALPHABET.index(letter)] += count
            p /= self._totals[context] + aside
        return p
