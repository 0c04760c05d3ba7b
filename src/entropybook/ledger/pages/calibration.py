"""What the page 06c-calibration says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _calibration_checks as checks

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
                "The curve is a bowl with one lowest point, and that is no accident.",
                "The first derivative says where the lowest point is: where the mean logit of the "
                "true classes, over all pictures, is the one that the model itself expects.",
            ),
            (Proved(symbolic.temperature_loss_is_convex), Tried(checks.one_best_temperature)),
            r"The loss of $\operatorname{softmax}(z / T)$ is convex in $1/T$, and at a temperature "
            "where it is least the mean logit of the labels is the one that the model expects.",
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
        Claim(
            "loss-of-a-group-is-ce",
            (
                "Within that group the mean price is the cross-entropy $H(C, S)$, so it is $H(C)$ "
                "plus a divergence, as always.",
            ),
            Tried(checks.group_pays),
            "Among the cases with one forecast $S$, the mean loss is $H(C, S)$, where $C$ are the "
            "frequencies of what came.",
        ),
        Claim(
            "calibration-zero-iff-calibrated",
            ("The first part is zero exactly for a calibrated forecaster.",),
            Tried(checks.calibrated_iff_zero),
            "The calibration part of a loss is zero exactly for a calibrated forecaster.",
        ),
        Claim(
            "floor-depends-on-forecasts",
            (
                "The second, the mean entropy of what each forecast leaves open, is a floor again. "
                "But this floor moves: it depends on how well the forecasts tell the days apart.",
                "the part that only better knowledge can lower",
            ),
            Shown(checks.floor_moves),
            "Two calibrated forecasters of the same days can have different refinements.",
        ),
        Claim(
            "recalibration-keeps-refinement",
            (
                "That removes the first part and leaves the second as it is, as does every "
                "relabelling that keeps different forecasts different.",
                "What it cannot do is tell days apart that the forecaster did not tell apart.",
            ),
            Tried(checks.recalibration_keeps),
            "Recalibration makes the calibration part zero. It leaves the refinement as it is, as "
            "does every relabelling that keeps different forecasts different.",
        ),
        Claim(
            "merging-never-lowers-refinement",
            (
                "What set them apart is lost, and no later step brings it back: merging forecasts "
                "never lowers the refinement",
                "is another forecaster, with another refinement",
            ),
            Tried(checks.merging_never_lowers),
            "Merging forecasts never lowers the refinement, and it raises it where the frequencies "
            "after them differ.",
        ),
        Claim(
            "resolution-is-mutual-information",
            ("it is the mutual information of forecast and outcome",),
            Tried(checks.mutual_information, cases=50),
            "The resolution is the mutual information of forecast and outcome.",
        ),
        Claim(
            "constant-forecast-has-no-resolution",
            (
                "Who always says $R$ has resolution 0 and pays $H(R)$.",
                "A forecast that is always the same has no resolution.",
            ),
            Tried(checks.constant_has_no_resolution),
            "A forecast that is always the same has resolution 0; if it is $R$, the loss is "
            "$H(R)$.",
        ),
        Claim(
            "uncertainty-resolution-calibration",
            (
                "So a loss is uncertainty, minus resolution, plus calibration: what there is to "
                "know, less what you know, plus what you claim to know and do not.",
            ),
            Tried(checks.three_parts),
            "A mean loss is uncertainty, minus resolution, plus calibration.",
        ),
        Claim(
            "all-different-is-all-calibration",
            (
                "All calibration, and no refinement. After each forecast exactly one thing came",
                "so each picture was given the frequencies of its own label",
            ),
            Tried(checks.all_different),
            "If no two forecasts of a record are the same, its refinement is 0.",
        ),
        Claim(
            "few-cases-err-more",
            (
                "the fewer cases a bin has, the more its frequencies err",
                "its bar says how little that is worth",
            ),
            Tried(checks.few_cases),
            "The fewer cases there are, the more does the observed frequency of an outcome that "
            "is neither certain nor impossible err on average.",
        ),
        Claim(
            "frequencies-fit-their-own-sample",
            (
                "The observed frequencies fit their own sample better than the true probabilities "
                "do",
            ),
            Tried(checks.fits_its_own_sample),
            "The observed frequencies fit their own sample better than the true probabilities do, "
            "unless the two are equal.",
        ),
        Claim(
            "measured-calibration-too-large",
            (
                "so the measured calibration is too large on average, even of an honest "
                "forecaster, and the refinement too small by the same amount. Only their sum, the "
                "loss itself, is free of that bias.",
            ),
            Tried(checks.biased_by_the_same, cases=15),
            "Measured on a sample, the calibration of a loss is on average too large and the "
            "refinement too small by the same amount.",
        ),
        Claim(
            "measured-calibration-bias",
            (
                "With two outcomes it is close to $1/(2n)$ nats for each forecast that was issued "
                "often",
            ),
            Tried(checks.bias_near_half_n),
            "With two outcomes, a forecast that was issued often among $n$ cases adds about "
            "$1/(2n)$ nats to the measured calibration.",
        ),
        Claim(
            "temperature-keeps-refinement",
            (
                "Temperature scaling keeps different forecasts different, so it has left the "
                "refinement as it was. All of the … that it saved on the fresh pictures were "
                "calibration",
            ),
            Tried(checks.temperature_keeps_refinement),
            "Temperature scaling keeps different forecasts different and so leaves the refinement "
            "as it is.",
        ),
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
        "collect all the days on which the forecaster said 0.9, and see whether it rained on nine "
        "in ten of them; then all the days with 0.6, and so on",
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
        "How far the forecasts are from saying the same every day has a name, the **resolution**; … "
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
        "one number cannot mend everything",
        "derives such a split for any finite number of outcomes and any strictly proper score",
        "and the bars leave out the lowest and the highest tenth of them",
        "and so counts the same evidence again and again",
        "on the same few pictures",
        "whoever says the same for a whole bin",
    ),
)
