"""The ledger of the book: every equation and every general statement, with how it is known.

An equation holds the LaTeX of its page, printed from the SymPy expressions that its proof is about.
A claim quotes the page that makes it, word for word, and has a proof, a check that could refute it,
or an example. The tests confirm every entry, and hold every page to the ledger: a page that says
something else than its entry fails, and so does an entry that no page uses.
"""

from entropybook.ledger._appendix import Account, how_we_know
from entropybook.ledger._entries import Chapter, Claim, Equation, How, Proved, Shown, Tried
from entropybook.ledger._page import canonical
from entropybook.ledger.equations import equations
from entropybook.ledger.pages import PAGES

__all__ = [
    "PAGES",
    "Account",
    "Chapter",
    "Claim",
    "Equation",
    "How",
    "Proved",
    "Shown",
    "Tried",
    "canonical",
    "equations",
    "how_we_know",
]
