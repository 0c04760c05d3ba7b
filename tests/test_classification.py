"""Softmax regression against finite differences, an independent library, known values and laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize, special

from entropybook import cross_entropy, entropy, pmf
from entropybook.classification import SoftmaxRegression, descent, fit_softmax, softmax_loss
from entropybook.digits import digits

laws = settings(max_examples=60, deadline=None, derandomize=True)
SCORES = st.floats(-30, 30)


@st.composite
def examples(draw, min_classes=1):
    """Draw logits of up to 5 examples and 5 classes, and a target pmf for each example."""
    shape = draw(st.tuples(st.integers(1, 5), st.integers(min_classes, 5)))
    weights = draw(hnp.arrays(float, shape, elements=st.one_of(st.just(0.0), st.floats(0.01, 1))))
    weights[np.arange(shape[0]), draw(st.integers(0, shape[1] - 1))] += 0.5
    logits = draw(hnp.arrays(float, shape, elements=SCORES))
    return logits, weights / weights.sum(axis=1, keepdims=True)


def sample(n=60, d=4, k=3, seed=0):
    """Draw inputs with labels that a softmax regression gave them."""
    rng = np.random.default_rng(seed)
    x, w = rng.normal(size=(n, d)), rng.normal(size=(d, k))
    return x, np.array([rng.choice(k, p=p) for p in special.softmax(x @ w, axis=1)])


# --- the loss and its gradient ------------------------------------------------------------------


def test_the_loss_of_known_cases():
    assert softmax_loss([[0, 0, 0, 0]], [2])[0] == pytest.approx(math.log(4), rel=1e-15)
    assert softmax_loss([[math.log(3), 0]], [0])[0] == pytest.approx(math.log(4 / 3), rel=1e-15)
    # Bishop 2006, equation (4.108): the label's term alone is left of a one-hot target.
    one, other = softmax_loss([[1.0, 2.0, 3.0]], [1]), softmax_loss([[1.0, 2.0, 3.0]], [[0, 1, 0]])
    assert one[0] == other[0] == -special.log_softmax([1.0, 2.0, 3.0])[1]
    assert (one[1] == other[1]).all()


@laws
@given(examples())
def test_the_loss_is_the_cross_entropy_that_the_measures_compute(case):
    logits, targets = case
    by_measure = cross_entropy(targets, special.softmax(logits, axis=1), axis=1).mean()
    # Sums of 25 terms of a size up to 60: twelve digits are left.
    assert softmax_loss(logits, targets)[0] == pytest.approx(by_measure, rel=1e-12, abs=1e-12)


@laws
@given(examples())
def test_the_gradient_is_the_slope(case):
    logits, targets = case
    _, gradient = softmax_loss(logits, targets)

    def loss(flat):
        return softmax_loss(flat.reshape(logits.shape), targets)[0]

    h = 1e-5
    steps = h * np.eye(logits.size)
    flat = logits.ravel()
    slopes = [(loss(flat + step) - loss(flat - step)) / (2 * h) for step in steps]
    # A loss of up to 60 is rounded at 1e-14, so its difference over 2e-5 at 1e-9.
    assert gradient.ravel() == pytest.approx(slopes, abs=1e-8)


@laws
@given(examples(), st.floats(-1e6, 1e6))
def test_a_shift_of_all_logits_changes_nothing(case, shift):
    logits, targets = case
    loss, gradient = softmax_loss(logits, targets)
    shifted, same = softmax_loss(logits + shift, targets)
    # The shift itself rounds the logits at 1e-10.
    assert shifted == pytest.approx(loss, abs=1e-8)
    assert same == pytest.approx(gradient, abs=1e-8)


@laws
@given(examples())
def test_the_gradient_of_each_example_sums_to_zero(case):
    _, gradient = softmax_loss(*case)
    assert gradient.sum(axis=1) == pytest.approx(0, abs=1e-14)


@laws
@given(examples())
def test_no_logits_beat_those_of_the_target(case):
    logits, targets = case
    floor = entropy(targets, axis=1).mean()
    assert softmax_loss(logits, targets)[0] >= floor - 1e-12
    if np.all(targets > 0):
        loss, gradient = softmax_loss(np.log(targets), targets)
        assert loss == pytest.approx(floor, abs=1e-12)
        assert gradient == pytest.approx(0, abs=1e-12)


def test_no_logit_is_too_large():
    loss, gradient = softmax_loss([[1000.0, 0.0], [-1e300, 1e300]], [1, 1])
    assert loss == 500
    assert gradient.tolist() == [[0.5, -0.5], [0, 0]]


def test_an_impossible_target_costs_nothing():
    # The probability is 0 in floating point, and so is the target: 0 · log 0 is 0.
    assert softmax_loss([[0.0, -1.7e308, 1.7e308]], [[0, 0, 1]])[0] == 0


# --- the model ----------------------------------------------------------------------------------


def test_a_model_gives_pmfs():
    model = SoftmaxRegression([[1, -1, 0], [0, 2, 1]], [0, 0, 1])  # lists become arrays
    x = [[0.5, 1.5], [100.0, -1000.0]]
    assert model.probabilities(x).sum(axis=1) == pytest.approx(1, rel=1e-15)
    assert np.exp(model.log_probabilities(x)) == pytest.approx(model.probabilities(x), rel=1e-14)
    assert model.logits([[1, 1]]).tolist() == [[1, 1, 2]]


@pytest.mark.parametrize(
    ("weights", "bias", "message"),
    [
        ([1.0, 2.0], [0.0], r"weights has shape \(2,\): give a table, one row an example"),
        ([[1.0, 2.0]], [0.0], "weights has 2 columns and bias 1 entries: give both one a class"),
        ([[1.0, 2.0]], [[0.0, 0.0]], r"bias has shape \(1, 2\): give a row of numbers"),
        ([[1.0, np.nan]], [0.0, 0.0], r"weights\[0, 1\] is nan: give finite numbers"),
    ],
)
def test_a_model_of_the_wrong_shape_is_refused(weights, bias, message):
    with pytest.raises(ValueError, match=message):
        SoftmaxRegression(weights, bias)


def test_inputs_that_do_not_fit_the_model_are_refused():
    model = SoftmaxRegression(np.zeros((3, 2)), np.zeros(2))
    with pytest.raises(ValueError, match="x has 2 columns, but the model was made for 3"):
        model.logits([[1.0, 2.0]])


# --- the fit ------------------------------------------------------------------------------------


@pytest.mark.parametrize("penalty", [0.01, 1.0, 100.0])
def test_the_fit_is_that_of_another_library(penalty):
    from sklearn.linear_model import LogisticRegression

    data = digits()
    ours = fit_softmax(data.train_x, data.train_y, penalty=penalty)
    theirs = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    theirs.fit(data.train_x, data.train_y)
    # Gradients rounded at 1e-16 are divided by curvatures down to 1e-5.
    assert ours.weights == pytest.approx(theirs.coef_.T, abs=1e-9)
    assert ours.bias == pytest.approx(theirs.intercept_, abs=1e-9)
    assert ours.probabilities(data.test_x) == pytest.approx(
        theirs.predict_proba(data.test_x), abs=1e-10
    )


def test_two_classes_are_logistic_regression():
    # Logits w·x and −w·x have the log-odds 2w·x: their penalty is that of half the square.
    x, labels = sample(k=2)
    model = fit_softmax(x, labels, penalty=0.7)

    def loss(beta):
        odds = x @ beta[:-1] + beta[-1]
        return np.sum(np.logaddexp(0, odds) - labels * odds) + 0.7 / 4 * beta[:-1] @ beta[:-1]

    beta = optimize.minimize(loss, np.zeros(5), method="BFGS", options={"gtol": 1e-7}).x
    weights = model.weights[:, 1] - model.weights[:, 0]
    # The gradients of BFGS are finite differences: six digits.
    assert [*weights, model.bias[1] - model.bias[0]] == pytest.approx(beta, abs=1e-5)


def test_the_fit_stands_where_the_gradient_is_zero():
    x, labels = sample()
    model = fit_softmax(x, labels, penalty=0.3)
    _, by_logits = softmax_loss(model.logits(x), labels)
    assert x.T @ by_logits + 0.3 / len(x) * model.weights == pytest.approx(0, abs=1e-9)
    assert by_logits.sum(axis=0) == pytest.approx(0, abs=1e-9)


def test_on_average_the_fit_predicts_what_it_saw():
    # The bias is not penalised, so its slope is 0: predicted and observed frequencies agree.
    x, labels = sample()
    predicted = fit_softmax(x, labels).probabilities(x).mean(axis=0)
    assert predicted == pytest.approx(pmf(np.bincount(labels)), abs=1e-8)


def test_weights_and_bias_have_mean_zero():
    x, labels = sample()
    model = fit_softmax(x, labels)
    assert model.weights.mean(axis=1) == pytest.approx(0, abs=1e-9)
    assert model.bias.mean() == pytest.approx(0, abs=1e-15)


def test_a_fit_to_pmfs_is_the_fit_to_as_many_labels():
    # Ten people see each picture: the fit depends on how they vote, not on who votes what.
    x, _ = sample(n=20)
    votes = np.random.default_rng(1).multinomial(10, [0.5, 0.3, 0.2], size=20)
    labels = np.concatenate([np.repeat(range(3), row) for row in votes])
    one = fit_softmax(x, votes / 10, penalty=1.0)
    other = fit_softmax(np.repeat(x, 10, axis=0), labels, penalty=10.0)
    assert one.weights == pytest.approx(other.weights, abs=1e-7)
    assert one.bias == pytest.approx(other.bias, abs=1e-7)


def test_a_heavy_penalty_leaves_the_frequencies():
    x, labels = sample()
    model = fit_softmax(x, labels, penalty=1e8)
    assert model.weights == pytest.approx(0, abs=1e-5)
    assert model.probabilities(x)[0] == pytest.approx(pmf(np.bincount(labels)), abs=1e-5)


def test_a_class_that_is_never_seen_becomes_negligible():
    x, labels = sample(k=2)
    with_third = fit_softmax(x, labels, classes=3).probabilities(x)
    assert with_third.shape == (60, 3)
    assert with_third[:, 2].max() < 1e-6
    assert with_third[:, :2] == pytest.approx(fit_softmax(x, labels).probabilities(x), abs=1e-5)


def test_one_class_is_certain():
    assert fit_softmax([[1.0], [2.0]], [0, 0]).probabilities([[5.0]]).tolist() == [[1.0]]


@pytest.mark.parametrize("scale", [1e10, 1e200])
def test_a_fit_that_does_not_arrive_says_so(scale):
    x, labels = sample()
    with pytest.raises(RuntimeError, match=r"the fit stopped early .*: scale the inputs"):
        fit_softmax(x * scale, labels)


# --- descent ------------------------------------------------------------------------------------


def test_descent_starts_at_the_uniform_model_and_goes_down_to_the_fit():
    x, labels = sample()
    models = list(descent(x, labels, rate=0.5, steps=2000, penalty=1.0))
    assert len(models) == 2001
    assert models[0].probabilities(x) == pytest.approx(1 / 3, rel=1e-15)
    losses = [
        softmax_loss(m.logits(x), labels)[0] + np.sum(m.weights**2) / 2 / len(x) for m in models
    ]
    assert np.all(np.diff(losses) <= 1e-14)
    assert models[-1].weights == pytest.approx(fit_softmax(x, labels).weights, abs=1e-6)


def test_one_step_of_descent_by_hand():
    # At the start S is uniform, so a label pulls with 1/2 on its own class and on the other.
    _, model = descent([[2.0]], [0], rate=0.1, steps=1, classes=2)
    assert model.weights.ravel() == pytest.approx([0.1, -0.1], rel=1e-15)
    assert model.bias == pytest.approx([0.05, -0.05], rel=1e-15)


def test_without_a_step_there_is_the_first_model_only():
    assert len(list(descent([[1.0]], [[0.5, 0.5]], rate=1, steps=0))) == 1


@pytest.mark.parametrize("rate", [3.0, 1e308])
def test_a_rate_at_which_the_weights_explode_is_named(rate):
    walk = descent([[1.0]], [0], rate=rate, steps=5000, classes=2, penalty=2.0)
    with pytest.raises(RuntimeError, match=rf"in step \d+: rate is {re_escape(rate)}, try less"):
        list(walk)


def re_escape(number):
    return repr(number).replace("+", r"\+").replace(".", r"\.")


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "targets", "options", "error", "message"),
    [
        ([1.0, 2.0], [0, 1], {}, ValueError, r"x has shape \(2,\): give a table"),
        (np.zeros((0, 3)), [], {}, ValueError, r"x has shape \(0, 3\)"),
        ([[1.0], [np.inf]], [0, 1], {}, ValueError, r"x\[1, 0\] is inf: give finite numbers"),
        ([["a"]], [0], {}, TypeError, "x has dtype <U1"),
        ([[1.0], [2.0]], [0], {}, ValueError, r"targets has shape \(1,\), but there are 2 exam"),
        ([[1.0]], [0.0], {}, TypeError, "targets has dtype float64: labels are integers, 0, 1"),
        ([[1.0]], [np.nan], {}, TypeError, "targets has dtype float64"),
        ([[1.0]], [-1], {}, ValueError, r"targets\[0\] is -1: a label is 0 to 0"),
        ([[1.0]], [2], {"classes": 2}, ValueError, r"targets\[0\] is 2: a label is 0 to 1"),
        ([[1.0]], [[0.5, 0.4]], {}, ValueError, r"targets\[0, :\] sums to 0.9, not 1"),
        ([[1.0]], [[1.5, -0.5]], {}, ValueError, r"targets\[0, 1\] is -0.5: it must not be neg"),
        ([[1.0]], [[1.0, 0.0]], {"classes": 3}, ValueError, "classes is 3, but each row of target"),
        ([[1.0]], [0], {"classes": 0}, ValueError, "classes is 0: give a whole number, at least 1"),
        ([[1.0]], [0], {"classes": 2.0}, TypeError, "classes is 2.0 of type float: give a whole n"),
        ([[1.0]], [0], {"classes": True}, TypeError, "classes is True of type bool"),
        ([[1.0]], [0], {"penalty": -1}, ValueError, "penalty is -1: give a"),
        ([[1.0]], [0], {"penalty": np.nan}, ValueError, "penalty is nan: give a"),
        ([[1.0]], [0], {"penalty": np.inf}, ValueError, "penalty is inf: give a"),
        ([[1.0]], [0], {"penalty": "1"}, TypeError, "penalty is '1' of type str: give a number"),
        ([[1.0]], [0], {"penalty": True}, TypeError, "penalty is True of type bool"),
    ],
)
def test_nonsense_is_refused_by_name(x, targets, options, error, message):
    with pytest.raises(error, match=message):
        fit_softmax(x, targets, **options)
    with pytest.raises(error, match=message):  # at once, not at the first model
        descent(x, targets, rate=1.0, steps=1, **options)


def test_only_the_fit_needs_a_penalty():
    with pytest.raises(ValueError, match="penalty is 0: give a positive, finite number"):
        fit_softmax([[1.0]], [0], penalty=0)
    descent([[1.0]], [0], rate=1.0, steps=1, penalty=0)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"rate": 0}, ValueError, "rate is 0: give a positive, finite number"),
        ({"rate": None}, TypeError, "rate is None of type NoneType: give a number"),
        ({"steps": -1}, ValueError, "steps is -1: give a whole number, at least 0"),
        ({"steps": 2.5}, TypeError, "steps is 2.5 of type float: give a whole number"),
    ],
)
def test_descent_refuses_nonsense_at_once(options, error, message):
    with pytest.raises(error, match=message):
        descent([[1.0]], [0], **({"rate": 1.0, "steps": 1} | options))


def test_the_loss_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match=r"logits\[0, 1\] is nan"):
        softmax_loss([[0.0, np.nan]], [0])
    with pytest.raises(ValueError, match=r"targets has shape \(1, 3\), but there are 1 examples"):
        softmax_loss([[0.0, 0.0]], [[1, 0, 0]])
    with pytest.raises(TypeError, match="labels are integers, 0 to 1"):
        softmax_loss([[0.0, 0.0]], [1.0])


def test_large_labels_do_not_need_a_square_of_their_size():
    loss, _ = softmax_loss(np.zeros((1, 200_000)), [199_999])
    assert loss == pytest.approx(math.log(200_000), rel=1e-12)
