"""The display equations of the page 06-machine-learning."""

from entropybook import symbolic
from entropybook.ledger._entries import Equation, Proved
from entropybook.ledger._page import page


def equations() -> tuple[Equation, ...]:
    """List them in the order of the page."""
    proof = symbolic.likelihood_is_cross_entropy()
    loss = proof.steps[4].claim
    return (
        Equation(
            "eq-likelihood",
            "Likelihood, cross-entropy and divergence of the data from the model",
            "identity",
            rf"\begin{{aligned}} {page(loss.lhs)} &= {page(loss.rhs)} \\ "
            rf"&= {page(proof.conclusion.rhs)} \end{{aligned}}",
            (Proved(symbolic.likelihood_is_cross_entropy),),
        ),
    )
