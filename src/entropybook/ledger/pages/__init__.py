"""What each page says, a module a page."""

from entropybook.ledger.pages import (
    comparison,
    conclusion,
    cross_entropy,
    entropy,
    how_we_know,
    index,
    kl_divergence,
    reference,
    source_audit,
    worked_example,
)

PAGES = (
    index.PAGE,
    entropy.PAGE,
    cross_entropy.PAGE,
    kl_divergence.PAGE,
    worked_example.PAGE,
    comparison.PAGE,
    conclusion.PAGE,
    how_we_know.PAGE,
    source_audit.PAGE,
    reference.PAGE,
)
