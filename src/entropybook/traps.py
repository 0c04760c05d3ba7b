"""A lab for the traps of libraries: what one types is run, and what it gives is shown.

Nothing that the lab shows was written down beforehand but the code itself: values, warnings and
errors are those of the libraries that are installed, and a trap that has been mended is an error.
"""

import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Divergence = Callable[[Any, Any], Any]

LONGEST = 58  # characters of a message, so that its line is not broken on the page


@dataclass(frozen=True)
class Outcome:
    """Hold what a piece of code gave.

    Parameters
    ----------
    value : object
        What it evaluated to, or the exception that it raised.
    warned : tuple of str, default ()
        The warnings on the way, each one's kind and first sentence.

    Examples
    --------
    >>> print(Outcome(0.0904817760))
    0.09048
    >>> print(Outcome(ValueError("p[0] is -1.0: it must not be negative")))
    ValueError: p[0] is -1.0
    """

    value: Any
    warned: tuple[str, ...] = ()

    @property
    def kinds(self) -> str:
        """The kinds of the warnings, in brackets."""
        kinds = dict.fromkeys(warning.partition(":")[0] for warning in self.warned)
        return f" ({', '.join(kinds)})" if kinds else ""

    def __str__(self) -> str:
        if isinstance(self.value, Exception):
            return _short(self.value)
        values = np.asarray(self.value)
        if values.ndim:
            return f"[{', '.join(f'{v:.4g}' for v in values.ravel())}]"
        return f"{self.value:.4g}" if values.dtype.kind in "fiu" else str(self.value)


@dataclass(frozen=True)
class Trap:
    """Hold what one types, what one meant, and a check that tells the two apart.

    Parameters
    ----------
    name : str
        What the trap is called.
    typed, meant : str
        The code that one types, and the code that one should have typed.
    got, wanted : Outcome
        What each of them gives.
    notice : str
        Code that would be true if all were well, and is false here.
    """

    name: str
    typed: str
    got: Outcome
    meant: str
    wanted: Outcome
    notice: str

    def __str__(self) -> str:
        return "\n".join(
            [
                self.name,
                f"  you type   {self.typed}",
                f"  you get    {self.got}",
                *(f"  it warns   {warning}" for warning in self.got.warned),
                f"  you meant  {self.meant}",
                f"  which is   {self.wanted}",
                f"  a check    {self.notice}",
                "             is False",
            ]
        )


@dataclass(frozen=True)
class Traps:
    """Hold traps that have sprung; a notebook shows them as a table.

    Parameters
    ----------
    traps : tuple of Trap
        In order.
    """

    traps: tuple[Trap, ...]

    def _repr_markdown_(self) -> str:
        rows = [
            (
                f"**{trap.name}**<br>`{trap.notice}`",
                f"`{trap.typed}`<br>{trap.got}{trap.got.kinds}",
                f"`{trap.meant}`<br>{trap.wanted}",
            )
            for trap in self.traps
        ]
        head = ("Trap, and a check that is `False`", "You type, and get", "You meant, which is")
        return _markdown([head, *rows])

    def __repr__(self) -> str:
        return f"{len(self.traps)} traps, each of them sprung: " + ", ".join(
            trap.name for trap in self.traps
        )


@dataclass(frozen=True)
class Lab:
    """Spring traps and keep them.

    Parameters
    ----------
    names : mapping of str to object
        What the code may use, for instance ``globals()``.

    Examples
    --------
    >>> lab = Lab({"numbers": [1, 2]})
    >>> lab.spring("off by one", typed="numbers[1]", meant="numbers[0]", notice="numbers[1] == 1")
    off by one
      you type   numbers[1]
      you get    2
      you meant  numbers[0]
      which is   1
      a check    numbers[1] == 1
                 is False
    <BLANKLINE>
    >>> lab.table()
    1 traps, each of them sprung: off by one
    """

    names: Mapping[str, Any]
    sprung: list[Trap] = field(default_factory=list)

    def run(self, code: str) -> Outcome:
        """Evaluate an expression; an exception is an outcome, and warnings are kept.

        Parameters
        ----------
        code : str
            A Python expression.

        Returns
        -------
        Outcome

        Raises
        ------
        SyntaxError
            If `code` is not an expression.

        Examples
        --------
        >>> print(Lab({}).run("1 / 0"))
        ZeroDivisionError: division by zero
        """
        compiled = compile(code, "<trap>", "eval")
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                value = eval(compiled, dict(self.names))
            except Exception as error:
                value = error
        said = [_short(w.message) for w in caught if isinstance(w.message, Warning)]
        return Outcome(value, tuple(dict.fromkeys(said)))

    def spring(self, name: str, *, typed: str, meant: str, notice: str) -> None:
        """Run a trap, print what happens, and keep it for the table.

        Parameters
        ----------
        name : str
            What the trap is called.
        typed, meant : str
            The expression that one types, and the one that one should have typed.
        notice : str
            An expression that would be true if all were well.

        Raises
        ------
        ValueError
            If there is no trap: the two expressions give the same, or `notice` is not false.
        """
        trap = Trap(name, typed, self.run(typed), meant, self.run(meant), notice)
        if str(trap.got) == str(trap.wanted):
            raise ValueError(f"{name}: no trap, {typed} and {meant} both give {trap.got}")
        told = self.run(notice).value
        if not (isinstance(told, bool | np.bool) and not told):
            raise ValueError(f"{name}: {notice} gives {Outcome(told)}, and would not be noticed")
        self.sprung.append(trap)
        print(f"{trap}\n")

    def table(self) -> Traps:
        """Return all traps that have sprung so far."""
        return Traps(tuple(self.sprung))


def five_tests(kl: Divergence) -> dict[str, bool]:
    """Test a KL divergence that somebody else wrote, in five lines.

    Parameters
    ----------
    kl : callable
        Takes two pmfs, gives their divergence.

    Returns
    -------
    dict of str to bool
        What was tested, and whether it holds. An exception means that it does not, save in the
        fourth test, which asks for a `ValueError`.

    Examples
    --------
    >>> from entropybook import kl_divergence
    >>> all(five_tests(kl_divergence).values())
    True
    >>> [name for name, holds in five_tests(lambda p, q: kl_divergence(q, p)).items() if not holds]
    ['order: model second', 'forbidden: infinite', 'unit: nats']
    """
    half, skew, sure = np.array([0.5, 0.5]), np.array([0.75, 0.25]), np.array([1.0, 0.0])
    lab = Lab({"kl": kl, "np": np, "half": half, "skew": skew, "sure": sure})
    tests = {
        "equal: zero": "abs(kl(skew, skew)) < 1e-6",
        "order: model second": "np.isclose(kl(half, skew), np.log(4 / 3) / 2)",
        "forbidden: infinite": "kl(half, sure) == np.inf",
        "no pmf: refused": "kl(half, 0.6 * half)",
        "unit: nats": "np.isclose(kl(sure, half), np.log(2))",
    }
    told = {name: lab.run(code).value for name, code in tests.items()}
    return {
        name: isinstance(value, ValueError)
        if name.endswith("refused")
        else isinstance(value, bool | np.bool) and bool(value)
        for name, value in told.items()
    }


def _short(message: BaseException) -> str:
    """Write an error or a warning with the first piece of what it says, or two if one is a word."""
    pieces = re.split(r"[:\n]\s*|\. |\.$", str(message).strip(), maxsplit=2)
    first = ": ".join(pieces[: 1 if " " in pieces[0] else 2])
    if len(first) > LONGEST:
        first = f"{first[:LONGEST].rpartition(' ')[0] or first[:LONGEST]} …"
    return f"{type(message).__name__}: {first}"


def _markdown(rows: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])
