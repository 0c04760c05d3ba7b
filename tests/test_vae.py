"""The autoencoder's gradient, training and evidence: differences, bounds, limits, errors."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entropybook import UnresolvedError, kl_normal
from entropybook.evidence import elbo_terms, latent_grid, log_evidence, log_joint
from entropybook.vae import VAE, Perceptron, kl_to_prior, train_vae, vae_loss

PIXELS = 4
ALL = np.array(list(itertools.product([0, 1], repeat=PIXELS)))
SEEDS = st.integers(0, 2**32 - 1)


def network(seed, latent=2, hidden=3, size=1.0):
    rng = np.random.default_rng(seed)

    def layers(fan_in, fan_out):
        shapes = [(fan_in, hidden), hidden, (hidden, fan_out), fan_out]
        return Perceptron(*(size * rng.normal(size=shape) / 2 for shape in shapes))

    return VAE(layers(PIXELS, 2 * latent), layers(latent, PIXELS))


def moved(model, k, index, by):
    weights = [w.copy() for w in (*model.encoder.weights, *model.decoder.weights)]
    weights[k][index] += by
    return VAE(Perceptron(*weights[:4]), Perceptron(*weights[4:]))


# --- the loss and its gradient ------------------------------------------------------------------


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.sampled_from([0.0, 0.3, 1.0, 20.0]), st.sampled_from([1, 2, 3]))
def test_the_gradient_is_the_quotient_of_differences(seed, beta, latent):
    model, rng = network(seed, latent), np.random.default_rng(seed + 1)
    x, noise = ALL[rng.integers(16, size=5)], rng.normal(size=(5, latent))
    _, _, gradient = vae_loss(model, x, noise, beta=beta)

    def loss(k, index, by):
        first, second, _ = vae_loss(moved(model, k, index, by), x, noise, beta=beta)
        return first + beta * second

    h = 1e-5
    for k, slopes in enumerate(gradient):
        for index in np.ndindex(slopes.shape):
            numeric = (loss(k, index, h) - loss(k, index, -h)) / (2 * h)
            # Central differences are off by h² times a third derivative, and 1e-16 / h by rounding.
            assert slopes[index] == pytest.approx(numeric, rel=1e-6, abs=1e-6 * (1 + beta))


def test_the_terms_are_what_they_are_called():
    model, noise = network(1), np.random.default_rng(2).normal(size=(16, 2))
    first, second, _ = vae_loss(model, ALL, noise)
    mean, deviation = model.encode(ALL)
    p = model.decode(mean + deviation * noise)
    assert first == pytest.approx(-np.sum(np.log(np.where(ALL == 1, p, 1 - p))) / 16)
    assert second == pytest.approx(kl_to_prior(mean, deviation).sum() / 16)


def test_a_certain_decoder_costs_no_overflow():
    still = Perceptron(np.zeros((PIXELS, 1)), np.zeros(1), np.zeros((1, 2)), np.zeros(2))
    sure = Perceptron(np.zeros((1, 1)), np.zeros(1), np.zeros((1, PIXELS)), np.full(PIXELS, 1e4))
    model = VAE(still, sure)
    assert model.log_likelihood([[1, 1, 1, 1]], [[0]]).tolist() == [0]
    assert model.log_likelihood([[1, 1, 1, 0]], [[0]]).tolist() == [-1e4]


@given(
    st.lists(st.tuples(st.floats(-5, 5), st.floats(0.01, 10)), min_size=1, max_size=4),
)
def test_the_kl_term_is_that_of_two_normals(parameters):
    mean, deviation = np.array(parameters).T
    k = len(mean)
    whole = kl_normal(mean, np.diag(deviation**2), np.zeros(k), np.eye(k))
    # Squares and logarithms of ordinary size cancel to 1e-15 or so.
    assert kl_to_prior([mean], [deviation]).sum() == pytest.approx(whole, rel=1e-9, abs=1e-12)


# --- training -----------------------------------------------------------------------------------

COPIES = np.repeat(np.random.default_rng(0).integers(0, 2, size=(200, 1)), PIXELS, axis=1)


def trained(**options):
    return list(train_vae(COPIES, hidden=6, **{"steps": 400, **options}))


def test_it_shows_models_along_the_way():
    assert len(trained(steps=101, every=50)) == 4
    assert len(trained(steps=100, every=50)) == 3
    assert len(trained(steps=10, every=50)) == 2
    assert trained(steps=1, latent=3)[-1].latent == 3


def test_it_starts_from_the_share_of_ink():
    x = np.array([[0, 1, 0, 1], [0, 1, 1, 1]])
    first = next(train_vae(x, batch=1))
    shares = [0.5 / 3, 2.5 / 3, 1.5 / 3, 2.5 / 3]
    # The first weights of the decoder are a tenth of their usual size.
    assert first.decode([[0, 0]])[0] == pytest.approx(shares, abs=1e-12)
    assert np.abs(first.decode([[1, -1]])[0] - shares).max() < 0.2


def test_training_lowers_the_loss_and_uses_the_latent():
    first, *_, last = trained()
    before, after = (np.mean(sum(elbo_terms(model, COPIES))) for model in (first, last))
    # One bit says all about four copies of a pixel; before, each of them costs a bit. A short
    # training gets at least half of the way in bits.
    assert before == pytest.approx(4 * np.log(2), rel=0.05)
    assert np.log(2) < after < 2 * np.log(2)


def test_a_large_weight_collapses():
    model = trained(beta=20)[-1]
    mean, deviation = model.encode(ALL)
    assert kl_to_prior(mean, deviation).max() < 0.01  # where one bit would be 0.69
    shown = model.decode([[0, 0], [2, 2], [-2, 1]])
    assert np.ptp(shown, axis=0).max() < 0.02


def test_without_a_weight_the_kl_term_grows():
    terms = [elbo_terms(trained(beta=beta)[-1], COPIES)[1].mean() for beta in (0, 1, 20)]
    assert terms[0] > 2 * terms[1] > 4 * terms[2]


def test_a_seed_gives_the_same_model_and_another_one_another():
    one, same, other = (trained(steps=20, seed=seed)[-1] for seed in (3, 3, 4))
    assert np.array_equal(one.decoder.outer, same.decoder.outer)
    assert not np.array_equal(one.decoder.outer, other.decoder.outer)


# --- the evidence -------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from([1, 2]))
def test_the_probabilities_of_all_pictures_sum_to_one(seed, latent):
    model = network(seed, latent, size=3.0)
    # The last halving moved no picture by more than 1e-5 nats; the grid leaves out a share of
    # 1.5e-8 at most.
    assert np.exp(log_evidence(model, ALL, tolerance=1e-5)).sum() == pytest.approx(1, abs=1e-5)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from([1, 2]))
def test_the_elbo_stays_below_the_evidence(seed, latent):
    model = network(seed, latent)
    bound = -sum(elbo_terms(model, ALL, order=40))
    assert np.all(bound <= log_evidence(model, ALL, tolerance=1e-5) + 1e-4)  # what 40 nodes miss


def test_a_decoder_that_ignores_the_latent_leaves_nothing_to_integrate():
    model = network(5)
    deaf = VAE(
        model.encoder, Perceptron(*map(np.zeros_like, model.decoder.weights[:3]), np.ones(4))
    )
    p = 1 / (1 + np.exp(-1))
    expected = ALL.sum(axis=1) * np.log(p) + (4 - ALL.sum(axis=1)) * np.log(1 - p)
    assert log_evidence(deaf, ALL) == pytest.approx(expected, rel=1e-7)


def test_the_terms_agree_with_a_large_sample():
    model, rng = network(8), np.random.default_rng(9)
    x = ALL[[5]]
    mean, deviation = model.encode(x)
    z = mean + deviation * rng.normal(size=(100_000, 2))
    sample = -model.log_likelihood(np.repeat(x, len(z), axis=0), z)
    # Six standard errors.
    first, _ = elbo_terms(model, x, order=60)
    assert first[0] == pytest.approx(sample.mean(), abs=6 * sample.std() / np.sqrt(len(z)))


def test_the_joint_is_prior_times_likelihood():
    model, z = network(3), np.array([[0.5, -1.0], [2.0, 0.0]])
    joint = log_joint(model, ALL[:1], z)[0]
    prior = np.exp(-(z**2).sum(axis=1) / 2) / (2 * np.pi)
    likelihood = np.exp(model.log_likelihood(ALL[[0, 0]], z))
    assert np.exp(joint) == pytest.approx(prior * likelihood)


def test_a_grid_has_its_ends_and_the_origin():
    z = latent_grid(1, 0.1)
    assert z.shape == (441, 2)
    assert np.abs(z).max() == pytest.approx(1)
    assert [0, 0] in z.tolist()
    assert latent_grid(1, 0.4, latent=1).ravel().tolist() == [-0.8, -0.4, 0, 0.4, 0.8]


def test_a_decoder_too_sharp_for_the_grid_is_refused():
    model = network(6)
    inner = np.full((2, 3), 3e4) * np.random.default_rng(1).normal(size=(2, 3))
    sharp = Perceptron(inner, np.array([900.0, 700, -800]), 9 * np.ones((3, 4)), np.zeros(4))
    with pytest.raises(UnresolvedError, match=r"still moves by .* nats .* too sharp for this grid"):
        log_evidence(VAE(model.encoder, sharp), ALL, tolerance=1e-9)


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m: m.encode([[0, 1, 0.5, 0]]), r"x\[0, 2\] is 0.5: a pixel is 0 or 1"),
        (lambda m: m.encode([[0, 1]]), r"x has shape \(1, 2\): give a table, one row of 4 numbers"),
        (lambda m: m.encode([0, 1, 0, 0]), r"x has shape \(4,\)"),
        (lambda m: m.decode([[0, np.nan]]), r"z\[0, 1\] is nan: give finite numbers"),
        (lambda m: m.log_likelihood(ALL, [[0, 0]]), "16 pictures and 1 latents: give one each"),
        (lambda m: vae_loss(m, ALL, np.zeros((3, 2))), "16 pictures and 3 rows of noise"),
        (
            lambda m: vae_loss(m, ALL, np.zeros((16, 2)), beta=-1),
            "beta is -1: .* not negative",
        ),
        (lambda m: vae_loss(m, ALL, np.zeros((16, 2)), beta=np.nan), "beta is nan"),
        (lambda m: kl_to_prior([[0, 0]], [[1, 0]]), r"deviation\[0, 1\] is 0.0: .* is positive"),
        (lambda m: kl_to_prior([[0], [1]], [[1]]), "2 means and 1 deviations"),
        (lambda m: kl_to_prior([[0, 0]], [[1]]), r"deviation has shape \(1, 1\)"),
        (lambda m: train_vae(ALL), "batch is 100, but there are 16 pictures"),
        (lambda m: train_vae(ALL, batch=0), "batch is 0: give a whole number, at least 1"),
        (lambda m: train_vae(ALL, batch=4, rate=0), "rate is 0: give a positive, finite number"),
        (lambda m: train_vae(ALL, batch=4, latent=0), "latent is 0"),
        (lambda m: train_vae(ALL * 2), r"x\[1, 3\] is 2.0: .* binarise"),
        (lambda m: latent_grid(0, 1), "reach is 0: give a positive, finite number"),
        (lambda m: latent_grid(1, np.inf), "step is inf"),
        (lambda m: latent_grid(1, 1, latent=3), "3 latent dimensions: a grid is for 1 or 2"),
        (lambda m: log_evidence(network(1, latent=3), ALL), "3 latent dimensions"),
        (lambda m: log_evidence(m, ALL, tolerance=0), "tolerance is 0"),
        (lambda m: elbo_terms(m, ALL, order=0), "order is 0"),
        (lambda m: log_joint(m, ALL, [[0]]), r"z has shape \(1, 1\)"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call(network(0))


@pytest.mark.parametrize("call", [lambda m: m.encode("x"), lambda m: m.decode([[1j, 0]])])
def test_the_wrong_kind_is_a_type_error(call):
    with pytest.raises(TypeError):
        call(network(0))
