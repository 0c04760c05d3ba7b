"""What the page index says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter(
    "index",
    repeats={
        "kl-is-ce-minus-entropy": (
            "The whole column is the cross-entropy, … The grey part … The purple part is the KL "
            "divergence",
        ),
        "ce-at-least-entropy": ("The grey part nobody can avoid",),
        "difference-of-ce-is-difference-of-kl": ("learning means making it smaller",),
    },
    givens=("The worked ⟨1, 2, 3⟩ example",),
    remarks=(
        "Every figure is drawn and every output printed by the code on the page, every derivation "
        "is checked step by step",
        "a test fails when any of it no longer comes out the same",
        "If your loss is [infinite]",
        "[negative]",
        "| May I believe a probability of 0.9? |",
        "| How many bits does a letter take? |",
        "if a KL divergence comes out negative",
        "[stuck above zero]",
        "Every chapter is a Jupyter notebook",
        "opens them all in JupyterLab",
        "proves that every output you see here comes out again",
        "against references computed to many more digits than they return",
        "The displayed equations and the general statements, about all distributions or all codes",
        "words that only explain",
        "all there is to know about a picture",
    ),
)
