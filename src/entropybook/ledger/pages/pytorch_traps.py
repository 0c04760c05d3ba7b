"""What the page 06h-pytorch-traps says."""

from entropybook.ledger._entries import Chapter, Claim, Shown, Tried
from entropybook.ledger.pages import _pytorch_traps_checks as checks

PAGE = Chapter(
    "06h-pytorch-traps",
    claims=(
        Claim(
            "softmax-twice-of-three",
            ("The loss is 0.55 although every prediction is right",),
            Shown(checks.all_right_and_055),
            "With three classes and a softmax too many, the loss is 0.55 nats although every "
            "prediction is certain and right.",
        ),
        Claim(
            "probabilities-for-logs-never-positive",
            ("Neither part of that is ever positive",),
            Tried(checks.never_positive),
            r"If probabilities take the place of the model's log-probabilities, "
            r"$\sum_x R(x)\,(\log R(x) - S(x))$ is minus the entropy of $R$ minus the overlap of "
            "$R$ and $S$, and neither is ever positive.",
        ),
        Claim(
            "probabilities-for-logs-reward-certainty",
            (
                "this sum is least when $S$ puts everything on an outcome that is likeliest under "
                "$R$",
            ),
            Tried(checks.overconfident),
            r"The sum $\sum_x R(x)\,(\log R(x) - S(x))$ is least when $S$ puts everything on an "
            "outcome that is likeliest under $R$.",
        ),
        Claim(
            "zero-times-infinity",
            (
                "Zero times minus infinity is `nan` in floating point, and a sum with a `nan` in "
                "it is `nan`",
            ),
            Tried(checks.not_a_number),
        ),
        Claim(
            "softmax-undoes-log",
            (
                "the softmax of log-probabilities gives the probabilities back, so one "
                "`log_softmax` too many changes nothing",
            ),
            Tried(checks.undone),
        ),
        Claim(
            "softmax-twice-band",
            (
                r"probabilities are logits between 0 and 1, so no logit leads by more than 1. With "
                r"$k$ classes and a hard label the loss is at least $\log(1 + (k - 1)/e)$, paid by "
                r"the perfect prediction, and at most $\log(e + k - 1)$, paid by the prediction "
                "that is certain and wrong. The whole way from the worst to the best is 1 nat",
                "its loss can never come below that",
            ),
            Tried(checks.band),
            r"If the probabilities of $k$ classes are taken for logits, the loss on a hard label "
            r"is at least $\log(1 + (k - 1)/e)$ and at most $\log(e + k - 1)$, which is 1 nat "
            "more.",
        ),
        Claim(
            "sigmoid-twice",
            (
                "Its outputs lie between 0 and 1 and are taken for logits. On a positive example "
                r"the best is an output of 1, which costs $\log(1 + 1/e)$",
                "On a negative example the best is an output of 0, which the loss reads as "
                r'"even odds" and charges with $\log 2$',
                "However sure the model is, on the negatives it can do no better than a coin",
            ),
            Tried(checks.sigmoid_twice),
            r"If the output of a sigmoid is taken for a logit, the loss never comes below "
            r"$\log(1 + 1/e)$ on a positive example, nor below $\log 2$ on a negative one.",
        ),
    ),
    repeats={
        "kl-never-negative": (
            "A true one never is, so a negative answer is the answer to something else",
        ),
        "ce-infinite-iff-forbidden": (
            "Whoever calls an outcome impossible that then happens pays an infinite price",
        ),
        "softmax-rounds-to-zero": (
            "`log_softmax` is better than the logarithm of a softmax, which can be rounded to 0",
        ),
        "rounding-can-make-kl-negative": ("Yes, by rounding",),
    },
    givens=(
        "PyTorch takes natural logarithms and has no `base`, so where nothing else is said, "
        "numbers are in nats",
        "The loss in nats",
        "Both give logits of shape (batch, classes)",
        "What was meant is in nats unless the code says otherwise; what was got often has no unit",
        "and the mean over the examples only",
        "and the loss, at temperature 1, is written",
        "both logits are divided by $T$ first, and the loss is multiplied by $T^2$",
    ),
    remarks=(
        "The loss is negative.",
        "verifies every output and every number on this page",
        "a check that would be true if all were well",
        "clipping it at 0 hides that its digits mean nothing",
        "after `exp` if it holds logarithms, sum to 1 along the axis one means",
        "the CPU-only build",
        "If the label is no, the true loss",
        "the loss is right for longer",
        "check theirs with the same three questions",
    ),
)
