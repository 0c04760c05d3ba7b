"""The text that the book's language models learn from: "Alice's Adventures in Wonderland".

Lewis Carroll's book of 1865 is in the public domain. The file ``data/alice.txt`` has Project
Gutenberg's text ("The Millennium Fulcrum Edition 2.9", as in the Canterbury corpus, where it is
called alice29.txt), from "Chapter I" to the last line, reduced by `shannon_text` to the letters a
to z and the space. It is wrapped into lines; the end of a line stands for a space.
"""

import re
from functools import cache
from importlib import resources

ALPHABET = " abcdefghijklmnopqrstuvwxyz"

# Shannon 1951, in bits a letter of 27 symbols: what the next letter costs who knows the 0, 1, 2
# letters before it (F1 to F3 of section 2; F0 is log2 27), and the bounds that he drew from the
# guesses of a reader who knew the 100 letters before it (section 5).
SHANNON_F = (4.03, 3.32, 3.1)
SHANNON_BOUNDS = (0.6, 1.3)


@cache
def alice() -> str:
    """Load the text of the book, in 27 symbols.

    Returns
    -------
    str
        134,264 characters, each a letter from a to z or a space, and no two spaces in a row.

    References
    ----------
    Arnold and Bell, "A corpus for the evaluation of lossless compression algorithms", Data
    Compression Conference 1997, for the corpus.

    Examples
    --------
    >>> alice()[31:66]
    'alice was beginning to get very tir'
    >>> len(alice())
    134264
    """
    file = resources.files("entropybook") / "data" / "alice.txt"
    return " ".join(file.read_text(encoding="ascii").split())


def alice_chapters() -> list[str]:
    """Cut the text of the book into its chapters.

    Returns
    -------
    list of str
        Twelve texts, each from the word "chapter" to the last word before the next one.

    Examples
    --------
    >>> [chapter[:21] for chapter in alice_chapters()[1:3]]
    ['chapter ii the pool o', 'chapter iii a caucus ']
    """
    return [f"chapter {rest.strip()}" for rest in re.split(r"\bchapter\b", alice())[1:]]


def shannon_text(text: str) -> str:
    """Reduce a text to the 27 symbols that Shannon measured English in.

    Parameters
    ----------
    text : str
        Any text in the Latin alphabet.

    Returns
    -------
    str
        In lower case, without apostrophes; whatever else is no letter from a to z, and any run of
        it, becomes one space, and none stands at either end.

    Raises
    ------
    TypeError
        If `text` is no string.

    References
    ----------
    Shannon 1951, "Prediction and entropy of printed English", section 2.

    Examples
    --------
    >>> shannon_text("`I don't see,' said Alice -- 'how'")
    'i dont see said alice how'
    """
    if not isinstance(text, str):
        raise TypeError(f"text is of type {type(text).__name__}: give a string")
    return " ".join(re.sub("[^a-z]+", " ", re.sub("['`’‘]", "", text.lower())).split())


def check_letters(text: str, name: str) -> str:
    """Return a text if it has the 27 symbols alone."""
    if not isinstance(text, str):
        raise TypeError(f"{name} is of type {type(text).__name__}: give a string")
    if alien := set(text).difference(ALPHABET):
        place = min(map(text.index, alien))
        raise ValueError(
            f"{name}[{place}] is {text[place]!r}: use a to z and the space, as shannon_text does"
        )
    return text
