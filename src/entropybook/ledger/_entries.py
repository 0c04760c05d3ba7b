"""What the ledger holds: equations and claims, each with the way it is known."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.random import Generator

from entropybook.symbolic import Derivation

Check = Callable[[Generator], bool]


@cache
def _proof(derivation: Callable[[], Derivation]) -> Derivation:
    """Make a derivation, once however often it is asked for: some take a second."""
    return derivation()


@dataclass(frozen=True)
class Proved:
    """Known by a derivation whose every step SymPy confirms.

    Parameters
    ----------
    derivation : callable
        Makes the derivation, and so checks it.
    """

    derivation: Callable[[], Derivation]

    def proof(self) -> Derivation:
        """Return the derivation made, which raises unless each of its steps holds."""
        return _proof(self.derivation)

    def confirm(self) -> None:
        """Make the derivation, which raises unless each of its steps holds."""
        self.proof()


@dataclass(frozen=True)
class Tried:
    """Known from cases in which it could have failed.

    Parameters
    ----------
    check : callable
        Takes a random generator and tells whether the statement holds on one random case. Its
        docstring says what is tried.
    cases : int, default 100
        How many cases to try.
    implements : str, optional
        The function that a definition was compared with, if it is a definition.
    """

    check: Check
    cases: int = 100
    implements: str = ""

    def confirm(self, seed: int = 0) -> None:
        """Try all cases.

        Raises
        ------
        AssertionError
            If the statement fails on one of them.
        """
        rng = np.random.default_rng(seed)
        for case in range(self.cases):
            if not self.check(rng):
                raise AssertionError(f"fails on random case {case}: {self.account}")

    @property
    def account(self) -> str:
        """What is tried, in words."""
        return " ".join((inspect.getdoc(self.check) or "").split())


@dataclass(frozen=True)
class Shown:
    """Known from one example, which is all that "not necessarily" and "there is" need.

    Parameters
    ----------
    example : callable
        Computes the example and tells whether it is one. Its docstring says which.
    """

    example: Callable[[], bool]

    def confirm(self) -> None:
        """Compute the example.

        Raises
        ------
        AssertionError
            If it is none.
        """
        if not self.example():
            raise AssertionError(f"is no example: {self.account}")

    @property
    def account(self) -> str:
        """Which example it is, in words."""
        return " ".join((inspect.getdoc(self.example) or "").split())


How = Proved | Tried | Shown


@dataclass(frozen=True)
class Equation:
    """Hold a display equation of the book.

    Parameters
    ----------
    label : str
        Its label on the page, ``eq-…``.
    title : str
        What it is called.
    kind : {"definition", "identity", "inequality", "value"}
        What it is.
    latex : str
        The formula as the page has it; spaces do not matter.
    how : tuple of Proved, Tried or Shown
        How it is known.
    by_hand : str, default ""
        Which part of the LaTeX was written by hand beside the SymPy side; the rest was printed
        from it.
    """

    label: str
    title: str
    kind: str
    latex: str
    how: tuple[How, ...]
    by_hand: str = ""

    @property
    def ways(self) -> tuple[How, ...]:
        """The ways in which it is known."""
        return self.how


@dataclass(frozen=True)
class Claim:
    """Hold a general statement of the book.

    Parameters
    ----------
    name : str
        A short name, unique in the ledger.
    quotes : tuple of str
        The statement as its own chapter makes it, word for word; "…" leaves something out. If the
        chapter makes it several times, all of them.
    how : Proved, Tried, Shown or a tuple of them
        How it is known.
    statement : str, optional
        The statement in words that stand alone, if those of the chapter do not.
    """

    name: str
    quotes: tuple[str, ...]
    how: How | tuple[How, ...]
    statement: str = ""

    @property
    def ways(self) -> tuple[How, ...]:
        """The ways in which it is known, as a tuple."""
        return self.how if isinstance(self.how, tuple) else (self.how,)

    @property
    def says(self) -> str:
        """The statement for a reader of the ledger."""
        return self.statement or self.quotes[0]


@dataclass(frozen=True)
class Chapter:
    """Hold what one page says, beyond its equations and the numbers computed on it.

    Parameters
    ----------
    slug : str
        The notebook's name.
    claims : tuple of Claim
        The general statements that it makes first, in the order of the page.
    repeats : mapping of str to tuple of str
        Claims of other chapters that it repeats: name, and its own words for it.
    givens : tuple of str
        What it lays down: conditions, conventions, what is given and not computed.
    remarks : tuple of str
        Words of a general statement that state nothing about mathematics: instructions, what the
        book does, history.
    """

    slug: str
    claims: tuple[Claim, ...] = ()
    repeats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    givens: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def quotations(self) -> list[tuple[str, str]]:
        """List what the page has to say word for word: what for, and the words."""
        listed = [(claim.name, quote) for claim in self.claims for quote in claim.quotes]
        listed += [(name, quote) for name, quotes in self.repeats.items() for quote in quotes]
        listed += [("givens", quote) for quote in self.givens]
        return listed + [("remarks", quote) for quote in self.remarks]


def source_of(how: Any) -> str:
    """Return the source of a check."""
    return inspect.getsource(how.check if isinstance(how, Tried) else how.example)
