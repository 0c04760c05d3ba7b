"""What the page 06a-classification says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _classification_checks as checks

PAGE = Chapter(
    "06a-classification",
    claims=(
        Claim(
            "belief-without-the-picture",
            (
                "Without a look at the picture, the best one can believe is how frequent each "
                "digit is, and that costs the entropy of the labels, $H(Y)$",
            ),
            Tried(checks.constant_belief),
            "Of the models that ignore the input, the one that believes the frequencies of the "
            "labels has the least cross-entropy, and it is the entropy of the labels.",
        ),
        Claim(
            "softmax-makes-a-distribution",
            (
                "Scores can be anything, so they are made positive by an exponential, which turns "
                "a difference of scores into a ratio of probabilities, and divided by their sum. "
                "What comes out is a distribution",
            ),
            Tried(checks.anything_becomes_a_pmf),
            "Exponentials of scores, divided by their sum, are a distribution; the logarithm of a "
            "ratio of two probabilities is the difference of their scores.",
        ),
        Claim(
            "naive-softmax-spoils-training",
            (
                "The exponential of 1000 is larger than any finite double-precision number and "
                "becomes infinity, and infinity over infinity is `nan`, not a number. In training, "
                "a single picture with such scores is enough, and two steps later every weight of "
                "the model is `nan`",
            ),
            Tried(checks.naive_training_breaks),
            "With a softmax that is computed as it is written, a single example with a score of "
            "1000 makes every weight `nan` within two steps of gradient descent.",
        ),
        Claim(
            "shifted-softmax-stays-in-range",
            ("Then the largest power is 1, so nothing overflows, and the sum is at least 1",),
            Tried(checks.shifted_powers),
            "Shifted by their largest, no power of the scores overflows, and their sum is at "
            "least 1.",
        ),
        Claim(
            "softmax-ignores-a-shift",
            ("And the result is the same",),
            Proved(symbolic.softmax_ignores_a_shift),
            "A softmax does not change if the same number is added to all scores.",
        ),
        Claim(
            "slope-is-probability-less-target",
            (
                "let SymPy do it for any number of classes and any $R$",
                "each other digit is pushed down by the probability that it wrongly has. The "
                "pushes add up to zero",
                "and that its slope in them is $S_j - R_j$",
                "The proof takes every $R_j$ to be above 0. The zeros of a label do no harm, since "
                "the loss is linear in $R$",
            ),
            (Proved(symbolic.softmax_gradient), Tried(checks.pushes)),
            "The slope of the cross-entropy of $R$ and a softmax in the score $z_j$ is "
            "$S_j - R_j$; over all scores, the slopes add up to zero.",
        ),
        Claim(
            "no-surprise-no-push",
            ("If the model was sure and right, they are all close to zero",),
            Tried(checks.sure_and_right),
            "As the probability of the label goes to 1, all slopes go to zero.",
        ),
        Claim(
            "weights-are-sums-of-pictures",
            (
                "for one picture the slope in a weight is minus the push times the ink in the "
                "pixel",
                "A step therefore adds a share of each picture to the weights of its own digit, "
                "and takes shares of it away from the weights of the others. Trained from zero, "
                "the weights of a digit are nothing but a sum of pictures, each counted by its "
                "pushes along the way",
            ),
            Tried(checks.sums_of_pictures),
            "Trained from zero by gradient descent without a penalty, the weights of a class are "
            "a sum of the inputs, each times its pushes along the way.",
        ),
        Claim(
            "curvature-ignores-the-target",
            (
                "in which the target $R$ does not occur. Along a direction $v$ the curvature is "
                "$v^T H v$, where $H$ is this matrix: the variance of $v_j$ when $j$ is drawn from "
                "$S$",
            ),
            (Proved(symbolic.softmax_hessian), Tried(checks.curvature)),
            r"The Hessian of the loss in the scores is $\operatorname{diag}(S) - S S^T$ for every "
            "$R$; along a direction $v$ it is the variance of $v$ under $S$.",
        ),
        Claim(
            "softmax-loss-is-convex",
            (
                "a variance is never negative",
                "So the loss is convex in the scores, and hence in the weights, on which the "
                "scores depend linearly: no valley is higher than another",
                "What remains true there is that it is convex in the scores of the last layer",
            ),
            (Proved(symbolic.softmax_loss_is_convex), Tried(checks.convex_in_the_weights)),
            "The loss of a softmax regression is convex in its scores, its weights and its biases.",
        ),
        Claim(
            "where-the-loss-is-flat",
            (
                "In the scores it is flat in one direction only, a shift of all of them alike. In "
                "the weights it can be flat in more, for instance where a pixel is blank in all "
                "pictures",
            ),
            Tried(checks.flat_directions),
        ),
        Claim(
            "bits-read-off-the-input",
            (
                "On the test curve, each bit below the dashed line is a bit of the label that the "
                "model reads off the picture",
            ),
            Tried(checks.read_off),
            "The entropy of the labels less the expected loss is at most the mutual information "
            "of input and label, and the true model reaches it.",
        ),
        Claim(
            "penalty-leaves-one-minimum",
            (
                "a penalty on the squared weights decides between the equally good",
                "With a penalty there is one minimum to arrive at, up to a constant added to all "
                "biases",
            ),
            Tried(checks.one_minimum, cases=20),
            "With a penalty on the squared weights, and each class among the labels, the loss of a "
            "softmax regression has one minimum, up to a constant in the biases.",
        ),
        Claim(
            "deep-loss-is-not-convex",
            ("The loss of a deep network is not convex in its weights",),
            Shown(checks.deep_is_not_convex),
            "The loss of a network with a hidden layer need not be convex in its weights.",
        ),
        Claim(
            "factor-leaves-accuracy",
            (
                "for a factor does not change which score is largest, and no accuracy can tell "
                "them apart",
            ),
            Tried(checks.factor_keeps_the_order),
            "A positive factor on all scores leaves the accuracy as it is, and changes the loss.",
        ),
        Claim(
            "perplexity-of-a-classifier",
            ("Its perplexity says the same as a number of choices",),
            Tried(checks.perplexity_of_choices),
            "A model that spreads its belief evenly over $k$ classes, the label among them, has "
            "the perplexity $k$.",
        ),
        Claim(
            "loss-is-an-average-of-surprisals",
            ("The loss is an average of surprisals, one a picture",),
            Tried(checks.average_of_surprisals),
        ),
        Claim(
            "no-minimum-without-penalty",
            (
                "If all training pictures are classified correctly, the training loss goes to "
                "zero as the factor grows, and is above zero for every finite factor. So without "
                "a penalty there is no minimum: training makes the scores larger and larger. The "
                "test loss pays for each mistake in proportion to the factor, in the end",
                "If all training pictures can be classified correctly, though, there is no lowest "
                "point at all",
            ),
            Tried(checks.louder_for_ever),
            "If every example is classified correctly, the loss goes to zero as a factor on the "
            "scores grows, and is above zero for every finite factor; each mistake costs in "
            "proportion to the factor in the end.",
        ),
    ),
    repeats={
        "ce-discrete-never-negative": ("A model that looks can save at most all of it",),
        "softmax-rounds-to-zero": (
            "A small probability may be rounded to 0 on the way, and the loss takes its logarithm",
        ),
    },
    givens=(
        "written by 13 people",
        "so the test tells how well a model reads other digits by the same hands",
        "starts with all scores at zero. The first label is a 7",
        "All of these labels were certain: one digit, no doubt",
        "multiply all of its scores by eight",
    ),
    remarks=(
        "all that the model is told in training is which digit it was",
        "and to say in bits how much of the labels it has learnt",
        "And you will have seen a model that is right no more often than another, and far better "
        "to believe",
        "may end in a valley that is not the deepest, if the loss has several. This one has not",
        "flatter it a little once it has been chosen by them",
        "which is shifted in the same way",
        "Differentiate once more",
        "What do the bits see that accuracy does not",
        "by what it pays for the labels in bits an image",
        "Now make two more models out of this one",
        "and what is the loss in bits",
        "How many bits does it cost to read a new hand",
        "asks why a perfect model's loss is then not zero",
    ),
)
