"""What the page 06c-calibration says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _calibration_checks as checks
from entropybook.ledger.pages._refinement_claims import REFINEMENT

PAGE = Chapter(
    "06c-calibration",
    claims=(
        Claim(
            "bins-hide",
            ("Within a bin, overconfident cases and underconfident ones can cancel.",),
            Shown(checks.bins_cancel),
        ),
        Claim(
            "bins-are-a-choice",
            ("And whoever chooses the bins chooses part of the picture.",),
            Tried(checks.bins_matter),
            "How far a reliability diagram seems to be from the diagonal depends on the bins.",
        ),
        Claim(
            "winner-calibrated-is-less",
            (
                "The diagram also looks at one number only, the probability of the digit that won. "
                "To be calibrated in the full sense asks for more",
            ),
            Shown(checks.winner_is_not_all),
            "The largest probability of a classifier can be calibrated while its forecasts are "
            "not.",
        ),
        Claim(
            "temperature-flattens",
            ("Above 1 it makes the probabilities more alike, below 1 more extreme.",),
            Tried(checks.temperature_flattens),
            r"The higher the temperature $T$, the more alike are the probabilities "
            r"$\operatorname{softmax}(z / T)$, unless all logits are equal.",
        ),
        Claim(
            "no-best-temperature-when-all-right",
            (
                "there is none: it has all of them right, so the more extreme its probabilities, "
                "the better",
            ),
            Tried(checks.all_right_has_no_best),
            "On cases that a model has all right, its loss falls as long as the temperature does.",
        ),
        Claim(
            "one-best-temperature",
            (
                "On held-out pictures there is one best temperature",
                "The curve for the held-out pictures has no second valley, and that is no "
                "accident.",
                "The first derivative says where a lowest point is: at that temperature the mean "
                "logit of the true classes, over all pictures, is the one that the model itself "
                "expects.",
            ),
            (Proved(symbolic.temperature_loss_is_convex), Tried(checks.one_best_temperature)),
            r"The loss of $\operatorname{softmax}(z / T)$ is convex in $1/T$, and at a temperature "
            "where it is least the mean logit of the labels is the one that the model expects.",
        ),
        Claim(
            "when-a-best-temperature-exists",
            (
                "There is one if the model has some picture wrong, and if the logits of the true "
                "classes are on average above the others.",
            ),
            Tried(checks.when_a_lowest_point_exists),
            "There is a best temperature if some label does not have the largest logit, and the "
            "logits of the labels are on average above those of the other classes.",
        ),
        Claim(
            "temperature-keeps-the-winner",
            (
                "The accuracy has not moved, and it cannot: dividing all logits of a picture by "
                "the same positive number leaves the largest one the largest.",
            ),
            Tried(checks.largest_stays_largest),
            "Dividing all logits by the same positive number leaves the largest one the largest.",
        ),
        Claim(
            "accuracy-is-blind",
            ("It sees a fault that accuracy cannot see",),
            Shown(checks.accuracy_is_blind),
            "Two forecasters with the same accuracy can have different cross-entropies.",
        ),
        Claim(
            "accuracy-not-strictly-proper",
            (
                "Accuracy looks at which side of one half you are on, and all that you say on that "
                "side earns the same.",
                "so a model selected by it has no reason not to exaggerate",
            ),
            Tried(checks.one_side_of_half),
            "With two outcomes, all forecasts on the same side of one half have the same accuracy.",
        ),
        *REFINEMENT,
    ),
    repeats={
        "ce-at-least-entropy": (
            "By your own expectation, nothing is better under cross-entropy than to say what you "
            "believe, and anything else is worse",
        ),
    },
    givens=(
        "may I believe a probability of 0.9?",
        "a seven, I am 90% sure",
        "But was 90% right?",
        "When is a forecast of 0.9 right?",
        "If rain was called with probability 0.9",
        "collect all the days on which the forecaster said 0.9, and see whether it rained on "
        "about nine in ten of them; then all the days with 0.6, and so on",
        "It looks at the days with the same forecast together",
        "The bars are Wilson's 95% intervals",
        "On the dashed diagonal the two are the same",
        "among all pictures that got the same ten probabilities, the digits should come in just "
        "these proportions",
        "divide all logits by one number",
        "The one with the least cross-entropy on pictures that the model was not trained on",
        "against $1/T$",
        r"In $\theta = 1/T$ the loss is convex, because its second derivative is a variance",
        "The bold one has the same knowledge and exaggerates. The third says only yes or no, a "
        "little softened",
        "Take all days with the same forecast $S$ together",
        "Averaged over all days",
        "The yes-or-no forecaster gave two sorts of days the same forecast",
        "what came over all days has a name, the **resolution**",
        "With $R$ for the frequencies over all days",
        "The calibration to be found is 0",
        "K different forecasts in turn",
        "a forecaster says ½ every day",
        "Split the cross-entropy, in bits",
        "reports that its loss on them is 0 bits",
    ),
    remarks=(
        "One thing can be said about the classifier without any bins",
        "One day cannot tell",
        "one who issues four different forecasts",
        "as no real record is",
        "with no penalty on large weights",
        "That says little about a single number",
        "a bin with no case has no point at all",
        "one point for all of them hides what happens",
        "and beside it the same for the pictures",
        "and no training is repeated",
        "The reliability diagram of the same model",
        "The same model after temperature scaling",
        "derives such a split for any finite number of outcomes and any strictly proper score",
        "and the bars leave out the lowest and the highest tenth of them",
        "and so counts the same evidence again and again",
        "on the same few pictures",
        "a pixel that is alike in all the sevens among them would have next to no variance, and "
        "the first seven that differs there would be all but impossible",
        "Somebody who says the share of wet days, and no more",
        "after some of them it rains more often than after others",
        "whoever says the same for a whole bin",
    ),
)
