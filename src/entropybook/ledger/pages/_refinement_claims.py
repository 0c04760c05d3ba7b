"""What the page 06c-calibration says about the parts of a cross-entropy."""

from entropybook.ledger._entries import Claim, Shown, Tried
from entropybook.ledger.pages import _refinement_checks as checks

REFINEMENT = (
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
        "outcomes-that-did-not-come",
        (
            "It takes all frequencies as positive; an outcome that did not come adds nothing to "
            "any of the three sums.",
        ),
        Tried(checks.nothing_for_what_did_not_come),
        "A loss is calibration plus refinement also where some outcome did not come.",
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
            "On that record, this removes the first part. The second stays as it is, as it does "
            "under every relabelling that keeps different forecasts different.",
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
            "no reworking of a message makes it tell more",
            "is another forecaster, with another refinement",
        ),
        Tried(checks.merging_never_lowers),
        "Merging forecasts never lowers the refinement, and it raises it where the frequencies "
        "after them differ.",
    ),
    Claim(
        "resolution-is-mutual-information",
        (
            "It is the [*mutual information*](07c-shared-information.ipynb) of forecast and "
            "outcome, what hearing the one takes off the entropy of the other",
        ),
        Tried(checks.mutual_information, cases=50),
        "The resolution is the mutual information of forecast and outcome.",
    ),
    Claim(
        "constant-forecast-has-no-resolution",
        (
            "Whoever always says $R$ has resolution 0 and pays $H(R)$.",
            "A forecast that is always the same has no resolution.",
        ),
        Tried(checks.constant_has_no_resolution),
        "A forecast that is always the same has resolution 0; if it is $R$, the loss is $H(R)$.",
    ),
    Claim(
        "uncertainty-resolution-calibration",
        (
            "So a loss is uncertainty, minus resolution, plus calibration: what there is to "
            "know, less what you know, plus what misstating it costs.",
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
        ("The observed frequencies fit their own sample better than the true probabilities do",),
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
        ("With two outcomes it is close to $1/(2n)$ nats for each forecast that was issued often",),
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
)
