"""Figures that answer the hand: custom elements, each with its still picture.

One line in a cell shows one: ``Bars(R, S)``. How the pieces fit together is said in
`entropybook.explorers._element`.
"""

from entropybook.explorers.bars import Bars
from entropybook.explorers.bells import Bells
from entropybook.explorers.code import Code
from entropybook.explorers.evidence import Evidence
from entropybook.explorers.simplex import Simplex

__all__ = ["Bars", "Bells", "Code", "Evidence", "Simplex"]
