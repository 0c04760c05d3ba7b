"""A string of bits in as many bytes as it needs."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class Bits:
    """Hold a string of bits packed into bytes.

    Parameters
    ----------
    data : bytes
        The bits, eight a byte, the first one highest; the last byte is filled up with zeros.
    length : int
        How many of the bits count. ``len(bits)`` returns it, ``str(bits)`` spells the bits out.

    Raises
    ------
    ValueError
        If `data` does not have exactly the bytes that `length` bits need, or the filling is not 0.

    Examples
    --------
    >>> bits = Bits.from_string("0110111010")
    >>> bits
    Bits('0110111010', length 10)
    >>> bits.data.hex(), len(bits)
    ('6e80', 10)
    """

    data: bytes
    length: int

    def __post_init__(self) -> None:
        if self.length < 0 or len(self.data) != -(-self.length // 8):
            raise ValueError(
                f"data has {len(self.data)} bytes, which is not what length={self.length} bits "
                "need: pass both as Bits stored them"
            )
        if int.from_bytes(self.data) % 2 ** (-self.length % 8):
            raise ValueError(
                f"data has a 1 after bit {self.length}: fill the last byte up with zeros"
            )

    @classmethod
    def from_string(cls, text: str) -> "Bits":
        """Pack a string of 0s and 1s.

        Parameters
        ----------
        text : str
            The bits in their order; may be empty.

        Returns
        -------
        Bits

        Raises
        ------
        ValueError
            If `text` has any other character.
        """
        if alien := re.search("[^01]", text):
            raise ValueError(
                f"text has {alien[0]!r} at position {alien.start()}: use the characters 0 and 1"
            )
        size = -(-len(text) // 8)
        return cls(int("0" + text.ljust(8 * size, "0"), 2).to_bytes(size), len(text))

    def __len__(self) -> int:
        return self.length

    def __str__(self) -> str:
        return f"{int.from_bytes(self.data):0{8 * len(self.data)}b}"[: self.length]

    def __repr__(self) -> str:
        text = str(self)
        return f"Bits({text if len(text) <= 40 else text[:37] + '...'!r}, length {self.length})"
