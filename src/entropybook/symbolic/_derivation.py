"""Derivations: steps with a reason each, none of which stands unless SymPy confirms it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from entropybook.symbolic._notation import domains, latex, plain, rows, sign


@dataclass(frozen=True)
class Check:
    """What SymPy has to confirm for a step.

    Parameters
    ----------
    words : str
        What is done, in plain text.
    test : callable
        Takes the claim and tells whether it is confirmed.
    uses : tuple of relations and derivations
        What the test builds on; the derivation must have stated or proved it before.
    conditional : bool, default False
        Whether the claim holds in one case only, such as the one where equality is reached.
    """

    words: str
    test: Callable[[Any], bool]
    uses: tuple[Any, ...] = ()
    conditional: bool = False


@dataclass(frozen=True)
class Step:
    """One line of a derivation.

    Parameters
    ----------
    claim : relation
        An unevaluated SymPy relation.
    reason : str
        Why it holds, in a few words; formulas between dollars.
    check : Check
        How SymPy confirms it.
    """

    claim: Any
    reason: str
    check: Check

    @property
    def latex(self) -> str:
        """The claim in LaTeX."""
        return latex(self.claim)


@dataclass(frozen=True, repr=False)
class Derivation:
    """Hold a proof whose steps were all checked when it was made.

    It displays itself in a notebook as aligned LaTeX with the reason under each step; its ``repr``
    is the same in plain text, with the checks.

    Parameters
    ----------
    title : str
        What is proved, in words.
    steps : sequence of Step
        In order; the claim of the last one is the conclusion.
    given : sequence of relations
        What is assumed beyond the signs of the symbols, which they carry themselves.
    lemmas : sequence of Derivation
        Other proofs that the steps may use.

    Attributes
    ----------
    conclusion : relation
        What is proved.
    proved : bool
        True: a derivation of which this would not hold cannot be made.

    Raises
    ------
    ValueError
        If SymPy does not confirm a step, a step uses what was not established before it, or the
        conclusion rests on a claim that holds in one case only.

    Examples
    --------
    >>> from entropybook.symbolic import tangent_line
    >>> tangent_line().conclusion
    f(t) >= 0
    """

    title: str
    steps: tuple[Step, ...]
    given: tuple[Any, ...] = ()
    lemmas: tuple["Derivation", ...] = ()
    proved: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        always: list[Any] = [*self.given, *self.lemmas]
        sometimes: list[Any] = []
        for number, step in enumerate(self.steps, start=1):
            where = f"step {number} of {self.title!r}, {plain(step.claim)}"
            if missing := [used for used in step.check.uses if used not in always + sometimes]:
                name = getattr(missing[0], "title", plain(missing[0]))
                raise ValueError(f"{where}: uses {name}, which nothing before it establishes")
            if not step.check.test(step.claim):
                raise ValueError(f"{where}: SymPy does not confirm it ({step.check.words})")
            conditional = any(used in sometimes for used in step.check.uses)
            (sometimes if step.check.conditional or conditional else always).append(step.claim)
        if self.conclusion not in always:
            raise ValueError(f"{where}: rests on a claim that holds in one case only")
        object.__setattr__(self, "proved", True)

    @property
    def conclusion(self) -> Any:
        """The claim of the last step."""
        return self.steps[-1].claim

    def __repr__(self) -> str:
        lines = [f"{self.title}. For {self._assumed(plain, '∈ ℝ')}:"]
        for number, step in enumerate(self.steps, start=1):
            reason = step.reason.replace("$", "").replace("\\", "")
            lines += [f"{number}. {plain(step.claim)}", f"   {reason} [{step.check.words}]"]
        return "\n".join([*lines, self._verdict()])

    def _repr_markdown_(self) -> str:
        lines: list[str] = []
        previous = None
        for step, following in pairwise(self.steps):
            # A claim that goes on from the last one does not repeat its left-hand side.
            left = "" if step.claim.lhs == previous else latex(step.claim.lhs)
            previous = step.claim.rhs
            first, *others = rows(step.claim.rhs)
            lines.append(rf"{left} &{sign(step.claim)} {first} \\")
            lines += [rf"&\quad {row} \\" for row in others]
            if step.reason != following.reason:  # steps of one kind share their reason
                lines.append(rf"&\quad {{\small\textit{{{step.reason}}}}} \\[0.8em]")
        lines[-1] = lines[-1].removesuffix(r" \\[0.8em]")
        assumed = self._assumed(lambda formula: f"${latex(formula)}$", r"$\in \mathbb{R}$")
        return "\n\n".join(
            [
                f"**{self.title}.** For {assumed}:",
                _display([r"\begin{aligned}", *lines, r"\end{aligned}"]),
                "Hence",
                _display([self.steps[-1].latex]),
                f"{self.steps[-1].reason}. *{self._verdict()}*",
            ]
        )

    def _assumed(self, write: Callable[[Any], str], real: str) -> str:
        return ", ".join(domains([step.claim for step in self.steps], self.given, write, real))

    def _verdict(self) -> str:
        return f"Proved: SymPy confirmed all {len(self.steps)} steps."


def _display(lines: Iterable[str]) -> str:
    return "\n".join(["$$", *lines, "$$"])
