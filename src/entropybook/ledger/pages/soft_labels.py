"""What the page 06b-soft-labels says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Tried
from entropybook.ledger.pages import _soft_labels_checks as checks

PAGE = Chapter(
    "06b-soft-labels",
    claims=(
        Claim(
            "perfect-model-pays-mean-entropy",
            (
                "The perfect model pays the entropy of the answers, averaged over the pictures",
                r"What a model pays above the floor is the average of $D_{\mathrm{KL}}(R \parallel "
                "S)$ over the pictures",
            ),
            Tried(checks.mean_floor),
            "Averaged over inputs, a perfect model pays the entropy of the labels given the input, "
            "and another one the average KL divergence on top.",
        ),
        Claim(
            "training-floor-is-entropy-of-frequencies",
            (
                "The loss on a fixed set of labels cannot fall below the entropy of the "
                "frequencies *in that set*, taken at each picture and averaged; with one label a "
                "picture that is zero",
            ),
            Tried(checks.floor_of_a_set),
            "The loss on a fixed set of labels, several to an input, is at least the entropy of "
            "their frequencies, averaged over the inputs; with one label an input that is 0.",
        ),
        Claim(
            "training-floor-below-entropy-on-average",
            (
                "Collect more answers to each picture, and the first floor rises to the second",
                "On average over such draws the first floor lies below the second, because entropy "
                "is concave: a few answers look more agreed than the crowd is",
            ),
            Tried(checks.few_look_agreed, cases=30),
            "On average over draws, the entropy of the frequencies of a few labels is below the "
            "entropy of their distribution, and rises to it with their number.",
        ),
        Claim(
            "one-hot-wants-ever-more",
            (
                "With a one-hot target the loss sinks towards zero as the logit of the label "
                "grows, and never reaches it",
            ),
            Tried(checks.one_hot_never_satisfied),
        ),
        Claim(
            "smoothed-label-asks-for-a-gap",
            (
                "The least loss is the entropy of the smoothed target, and no other logits do "
                "better, even if they tell the wrong classes apart",
                "It is reached at a finite gap between the label's logit and the others",
                "The floor is the entropy of the target",
            ),
            (Proved(symbolic.smoothed_optimum), Tried(checks.smoothed_least)),
            "The least loss on a smoothed label is the target's entropy, reached at a finite gap "
            "between the logit of the label and those of the other classes.",
        ),
        Claim(
            "hotter-is-softer",
            (
                "A higher temperature makes the answer softer, towards the uniform distribution, "
                "and never changes the order of the classes",
                "The entropy of the teacher's answers grows with the temperature",
            ),
            Tried(checks.hotter_is_softer),
            "A higher temperature raises the entropy of a softmax, towards that of the uniform "
            "distribution, and never changes the order of the classes.",
        ),
        Claim(
            "distillation-gradient-is-difference-over-t",
            (
                "It is the difference of the two answers, as for a softmax that is trained on "
                "labels, divided by the temperature",
            ),
            Proved(symbolic.distillation_gradient),
            "The gradient of the softened loss with respect to the student's logits is the "
            "difference of student's and teacher's answers, divided by the temperature.",
        ),
        Claim(
            "softmax-ignores-a-constant",
            ("a constant added to all logits leaves a softmax as it was",),
            Tried(checks.constant_ignored),
        ),
        Claim(
            "hot-gradient-falls-like-t-squared",
            (
                "Both answers approach the uniform distribution, so their difference shrinks like "
                "$1/T$ as well. With both means 0, the gradient $g_j$ shrinks like $1/T^2$, unless "
                "the logits agree already",
                "multiply the softened loss by $T^2$. Otherwise, at high temperatures, a change of "
                "the temperature would also change the length of the steps, and the weight of this "
                "loss against others",
            ),
            (Proved(symbolic.gradient_at_high_temperature), Tried(checks.falls_by_a_hundred)),
            "At high temperatures the gradient of the softened loss falls like $1/T^2$, so that "
            "$T^2$ times the loss keeps its weight.",
        ),
        Claim(
            "hot-distillation-matches-logits",
            (
                r"It is the gradient of $\frac{1}{2n} \sum_j (z_j - v_j)^2$: at a high "
                "temperature, distillation matches logits, up to a constant for each picture",
            ),
            Tried(checks.matches_logits),
            r"At a high temperature, $T^2$ times the gradient of the softened loss is that of "
            r"$\frac{1}{2n} \sum_j (z_j - v_j)^2$, if the mean of each kind of logits is 0.",
        ),
        Claim(
            "linear-student-has-a-shortcut",
            (
                "For a linear student there is a shortcut: fit it to the softened answers as if "
                "they were targets at temperature 1, with the same penalty, and multiply its "
                "weights and biases by $T$ afterwards. For weights and biases that are $T$ times "
                "as large give the same softened answers as the smaller ones do at temperature 1, "
                "and a penalty that is $T^2$ times as large: the whole objective is $T^2$ times "
                "that of the shortcut",
            ),
            Tried(checks.shortcut, cases=10),
            "A linear student that minimises $T^2$ times its softened losses plus a penalty on its "
            "weights is $T$ times the one that is fitted to the softened answers at temperature 1, "
            "with the same penalty.",
        ),
    ),
    repeats={
        "kl-is-ce-minus-entropy": (
            "since the cross-entropy of each picture splits",
            "The loss is the height of the two areas together",
            "they differ by the entropy of the teacher's answer, in which the student has no say",
        ),
        "ce-infinite-iff-forbidden": (
            "To be sure costs infinitely much, as soon as one person disagrees",
        ),
        "kl-zero-iff-equal": (
            "What remains is the mean KL divergence, which is zero if and only if the model gives "
            "each picture the probabilities that it was told",
        ),
        "loss-above-zero-has-two-causes": (
            "A curve that levels off well above its floor may show a model that is too weak, or "
            "held back by a penalty, or a training that is too short, or pictures that come twice "
            "with different targets",
            "a training loss below $H(R)$ does not make a model good, nor a validation loss above "
            "zero make it bad",
        ),
        "ce-at-least-entropy": (
            "The expected loss on answers that were not seen cannot fall below $H(R)$, whatever "
            "the model",
            "it is the least cross-entropy that a student can reach",
        ),
        "same-gradient-in-s": ("so their gradients are the same",),
    },
    givens=(
        "over the ten digits",
        r"It is charged $-\log_2 S(y \mid x)$ for each answer $y$ that somebody gives",
        r"mix the one-hot target with the uniform distribution over the $n$ classes, with the "
        r"weights $1 - \varepsilon$ and $\varepsilon$, where $0 < \varepsilon < 1$. The label then "
        "has the probability "
        r"$t = 1 - \varepsilon + \varepsilon / n$, and the $k = n - 1$ wrong classes share the "
        "rest evenly",
        "Let the wrong classes have the logit 0 and the label $g$",
        'A label says "a 7" and nothing else',
        "At $T = 1$ this is the softmax itself",
        "takes the mean of $z$ and the mean of $v$ to be 0",
        "The student of the next section minimises $T^2$ times its losses plus a penalty on its "
        "weights",
        "A network for 1,000 classes is trained with 10 % smoothing, and its training loss levels "
        "off at 1.9 nats",
        "sees that it is higher at $T = 8$ than at $T = 1$, and concludes that the student learns "
        "worse at $T = 8$",
    ),
    remarks=(
        "it stands well above zero",
        "no fault of the model",
        "the loss on the answers of all other people",
        "In large networks label smoothing has improved the accuracy a little",
        "Does it fall like $1/T$, then, as the temperature rises?",
        "and now it sees them all; the rest of what the teacher knows a linear student cannot "
        "follow",
        "was trained on all the pictures of its teacher, and the answers halved its errors",
        "which flatters the best row a little",
        "If you came here with a loss that will not go to zero, this is the answer",
        "The rest is lost because the linear model cannot meet the target",
        "Whatever the model, compare a training loss on smoothed labels with its own floor",
        "having seen neither a picture nor a label of one",
        "did the same with the 3s of a larger collection, and once the bias of the 3 had been "
        "raised their student found nearly all of them",
    ),
)
