"""Language models: what their perplexities have to do with the size of a file."""

import sympy as sp

from entropybook.symbolic._checks import equal
from entropybook.symbolic._derivation import Derivation, Step
from entropybook.symbolic._notation import Quantity, equation


def perplexity_per_unit() -> Derivation:
    """Prove how many bits a letter takes if a unit of the model has perplexity P.

    Returns
    -------
    Derivation

    Notes
    -----
    A text of n letters is cut into m units, words or tokens, and takes L bits in all.

    References
    ----------
    Chen and Goodman 1999, section 1.1, for perplexity.

    Examples
    --------
    >>> perplexity_per_unit().conclusion
    Eq(b, m*log_2 P/n)
    """
    size, units, letters = (sp.Symbol(name, positive=True) for name in "Lmn")
    perplexity = Quantity("P", 2 ** (size / units))
    log_2 = Quantity("log_2 P", sp.log(perplexity) / sp.log(2), r"\log_2 P")
    bits = Quantity("b", size / letters)
    return Derivation(
        "Bits a letter from a perplexity per unit",
        (
            Step(perplexity.defined, "2 to the power of the mean bits of a unit", equal()),
            Step(equation(log_2, size / units), "the binary logarithm undoes the power", equal()),
            Step(equation(units * log_2, size), "all units together", equal()),
            Step(bits.defined, "bits a letter, in the same text", equal()),
            Step(
                equation(bits, units / letters * log_2),
                "the number of units is what a perplexity leaves unsaid",
                equal(),
            ),
        ),
    )
