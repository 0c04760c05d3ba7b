"""Texts made into files: a language model says how long, a coder writes, the same model reads.

The libraries' compressors stand beside it. All lengths are in bits.
"""

import bz2
import gzip
import lzma

from entropybook._bits import Bits
from entropybook.alice import ALPHABET, check_letters
from entropybook.arithmetic import Decoder, Encoder
from entropybook.ngram import NgramModel


def encode_text(model: NgramModel, text: str, *, history: str = "", learn: bool = False) -> Bits:
    """Turn a text into a file, by arithmetic coding with a model's probabilities.

    Parameters
    ----------
    model : NgramModel
        What the coder believes; with `learn` it knows the text afterwards.
    text, history, learn
        As for `NgramModel.surprisals`.

    Returns
    -------
    Bits
        As many as the surprisals add up to, and less than two more.

    Raises
    ------
    ValueError
        If a character is not one of the 27, or the model calls a letter of the text impossible.
    TypeError
        If an argument is no string.

    Examples
    --------
    >>> bits = encode_text(NgramModel(2), "abracadabra", learn=True)
    >>> decode_text(NgramModel(2), bits, 11, learn=True)
    'abracadabra'
    """
    encoder = Encoder()
    whole = check_letters(history, "history") + check_letters(text, "text")
    for place in range(len(whole) - len(text), len(whole)):
        before = whole[max(0, place - model.order) : place]
        encoder.put(ALPHABET.index(whole[place]), model.pmf(before))
        if learn:
            model.learn(whole[place], before)
    return encoder.finish()


def decode_text(
    model: NgramModel, bits: Bits, length: int, *, history: str = "", learn: bool = False
) -> str:
    """Read back what `encode_text` wrote.

    Parameters
    ----------
    model : NgramModel
        As the encoder's was before it began.
    bits : Bits
        The file.
    length : int
        How many letters it has.
    history, learn
        As they were for the encoder.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If a character of the history is not one of the 27.
    TypeError
        If the history is no string.
    """
    decoder = Decoder(bits)
    whole = check_letters(history, "history")
    for place in range(len(history), len(history) + length):
        before = whole[max(0, place - model.order) :]
        letter = ALPHABET[decoder.get(model.pmf(before))]
        if learn:
            model.learn(letter, before)
        whole += letter
    return whole[len(history) :]


def compressed_bits(text: str) -> dict[str, int]:
    """Compress a text with the programs that everybody has, each at its highest setting.

    Parameters
    ----------
    text : str
        It is written in ASCII, one byte a character.

    Returns
    -------
    dict of str to int
        Bits of the file that gzip, bzip2 and xz make, with its header.

    Notes
    -----
    What gzip and xz make depends a little on the version of the library below them.

    Examples
    --------
    >>> list(compressed_bits("down down down"))
    ['gzip', 'bzip2', 'xz']
    """
    data = text.encode("ascii")
    files = {
        "gzip": gzip.compress(data, 9),
        "bzip2": bz2.compress(data, 9),
        "xz": lzma.compress(data, preset=9 | lzma.PRESET_EXTREME),
    }
    return {program: 8 * len(file) for program, file in files.items()}
