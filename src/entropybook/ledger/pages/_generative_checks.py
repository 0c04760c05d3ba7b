"""What could refute the claims of the page 06e-generative, each function on one random case."""

import itertools
import math
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy import optimize, special

from entropybook._draws import draw, near
from entropybook.evidence import elbo_terms, log_evidence
from entropybook.measures import cross_entropy, entropy, kl_divergence
from entropybook.vae import VAE, Perceptron, kl_to_prior, train_vae

PIXELS = 5


def network(rng: Generator, latent: int = 2) -> VAE:
    """Draw an encoder and a decoder for pictures of five pixels, both with three hidden units."""

    def layers(fan_in: int, fan_out: int) -> Perceptron:
        return Perceptron(
            rng.normal(size=(fan_in, 3)),
            rng.normal(size=3),
            rng.normal(size=(3, fan_out)) / 4,  # deviations stay near 1, where quadrature is good
            rng.normal(size=fan_out) / 4,
        )

    return VAE(layers(PIXELS, 2 * latent), layers(latent, PIXELS))


def binary(rng: Generator, count: int) -> Any:
    """Draw pictures of five pixels, each as likely white as black."""
    return rng.integers(0, 2, size=(count, PIXELS)).astype(float)


def _latents(rng: Generator) -> tuple[Any, Any, Any]:
    """Draw a prior over a few latents, the likelihood of one picture under each, and a guess."""
    prior, guess = draw(rng)
    return prior, rng.uniform(0.01, 1, size=len(prior)), guess


def _elbo(prior: Any, likelihood: Any, guess: Any) -> Any:
    return guess @ (np.log(prior * likelihood) - np.log(guess))


def gap(rng: Generator) -> bool:
    """Random latents, and any guess: what the ELBO lacks is the divergence from the posterior."""
    prior, likelihood, guess = _latents(rng)
    joint = prior * likelihood
    gap_to_posterior = kl_divergence(guess, joint / joint.sum())
    return near(np.log(joint.sum()), _elbo(prior, likelihood, guess) + gap_to_posterior)


def two_terms(rng: Generator) -> bool:
    """Random latents, and any guess: the reconstruction and the divergence from the prior."""
    prior, likelihood, guess = _latents(rng)
    reconstruction = -guess @ np.log(likelihood)
    return near(-_elbo(prior, likelihood, guess), reconstruction + kl_divergence(guess, prior))


def bounds_the_evidence(rng: Generator) -> bool:
    """Random latents: any guess stays below the evidence, and the posterior reaches it."""
    prior, likelihood, guess = _latents(rng)
    joint = prior * likelihood
    evidence = math.log(joint.sum())
    reached = near(_elbo(prior, likelihood, joint / joint.sum()), evidence)
    return reached and _elbo(prior, likelihood, guess) < evidence


def a_bit_gained_is_a_bit_nearer(rng: Generator) -> bool:
    """Two random guesses for one picture: the ELBOs differ as their divergences do."""
    prior, likelihood, guess = _latents(rng)
    other = rng.dirichlet(np.ones(len(prior)))
    true = prior * likelihood / np.sum(prior * likelihood)
    gained = _elbo(prior, likelihood, other) - _elbo(prior, likelihood, guess)
    return near(gained, kl_divergence(guess, true) - kl_divergence(other, true))


def network_bounds_the_evidence(rng: Generator) -> bool:
    """Random networks with one latent and random pictures: the loss is never below the evidence."""
    model, x = network(rng, latent=1), binary(rng, 4)
    reconstruction, kl = elbo_terms(model, x, order=100)
    # A hundred nodes are good to eight digits for q as wide as these.
    return bool(np.all(reconstruction + kl >= -log_evidence(model, x) - 1e-6))


def bits_back(rng: Generator) -> bool:
    """Random latents: the divergence is what a latent costs, less the surprise of the choice."""
    prior, _, guess = _latents(rng)
    return near(kl_divergence(guess, prior), cross_entropy(guess, prior) - entropy(guess))


def halving_costs_a_bit(rng: Generator) -> bool:
    """A random deviation of at most 1, and a small one, halved: what is added, in bits."""

    def more(sigma: float) -> float:
        wide, narrow = (kl_to_prior([[0]], [[s]]).item() for s in (sigma, sigma / 2))
        return (narrow - wide) / math.log(2)

    return more(rng.uniform(0.001, 1)) < 1 and more(rng.uniform(0.001, 0.1)) > 0.99


def _world(rng: Generator, pixels: int = 3) -> tuple[Any, Any]:
    """List all pictures of a few pixels, with random probabilities."""
    x = np.array(list(itertools.product([0.0, 1.0], repeat=pixels)))
    return x, rng.dirichlet(np.ones(len(x)))


def weak_latent_trades(rng: Generator) -> bool:
    """A random world of three pixels and a weak latent, with the loss by quadrature.

    The decoder's weights are the best ones by descent, and the rate, taken from the exact terms, is
    the sum of squared correlations, which the largest eigenvalue of the correlations bounds.
    """
    x, r = _world(rng)
    p = r @ x
    u = rng.normal(size=len(x))
    u = (u - r @ u) / math.sqrt(r @ (u - r @ u) ** 2)
    spread = np.sqrt(p * (1 - p))
    correlation = (r * u) @ (x - p) / spread
    m, (nodes, weights) = 0.01, np.polynomial.hermite_e.hermegauss(12)
    z = m * u[:, None] + nodes

    def reconstruction(decoder: Any) -> Any:
        logits = decoder[:3] + z[..., None] * decoder[3:]
        cost = np.logaddexp(0, logits) - x[:, None] * logits
        return r @ cost.sum(axis=2) @ weights / weights.sum()

    start = np.r_[special.logit(p), m * correlation / spread]
    # The saving is of the order of m²: descend until it no longer moves in that scale.
    scale = m**2
    best = optimize.minimize(lambda d: reconstruction(d) / scale, start, tol=1e-9)
    saved = entropy(np.stack([p, 1 - p], axis=-1)).sum() - best.fun * scale
    rate = saved / (m**2 / 2)
    matrix = ((x - p) / spread).T * r @ ((x - p) / spread)
    # What is left out is of the order of m², with room for a descent by differences.
    agrees = math.isclose(rate, np.sum(correlation**2), rel_tol=0.01, abs_tol=1e-3)
    return agrees and bool(np.sum(correlation**2) <= np.linalg.eigvalsh(matrix)[-1] + 1e-12)


def first_component_is_best(rng: Generator) -> bool:
    """A random world of four pixels: its first component reaches the eigenvalue, others do not."""
    x, r = _world(rng, 4)
    y = (x - r @ x) / np.sqrt(r @ x * (1 - r @ x))
    values, vectors = np.linalg.eigh(y.T * r @ y)

    def rate(u: Any) -> Any:
        u = (u - r @ u) / math.sqrt(r @ (u - r @ u) ** 2)
        return np.sum(((r * u) @ y) ** 2)

    other = rng.normal(size=len(x))
    return near(rate(y @ vectors[:, -1]), values[-1]) and bool(rate(other) < values[-1])


def _coded(rng: Generator) -> tuple[float, float, float, int]:
    """Draw a world, a prior and an encoder; return what is saved and paid at best, and pixels."""
    x, r = _world(rng, int(rng.integers(1, 4)))
    if rng.random() < 0.3:  # copies of one pixel: the best case
        x[:] = x[:, :1]
    latents = int(rng.integers(2, 4))
    prior, q = rng.dirichlet(np.ones(latents)), rng.dirichlet(np.full(latents, 0.3), size=len(x))
    paid = float(r @ kl_divergence(q, np.tile(prior, (len(x), 1))))
    # The best decoder that treats pixels apart answers with the mean of each, given the latent.
    weight = r[:, None] * q
    share = weight.T @ x / weight.sum(axis=0)[:, None]
    left = weight.sum(axis=0) @ special.entr(np.stack([share, 1 - share])).sum(axis=(0, 2))
    alone = special.entr(np.stack([r @ x, 1 - r @ x])).sum()
    return float(alone - left), paid, float(entropy(r)), x.shape[1]


def no_more_than_the_pixels(rng: Generator) -> bool:
    """A random world, prior and encoder, and the best decoder: saved against pixels times paid."""
    saved, paid, _, pixels = _coded(rng)
    return saved <= pixels * paid + 1e-12


def copies_save_that_many() -> bool:
    """Three copies of one fair pixel, and a latent that tells its colour: 1 bit for 3."""
    x, r = np.array([[0, 0, 0], [1, 1, 1]]), np.array([0.5, 0.5])
    paid = r @ kl_divergence(np.eye(2), np.full((2, 2), 0.5), base=2)
    saved = entropy(np.stack([r @ x, 1 - r @ x], axis=-1), base=2).sum()
    return near(saved, 3 * paid)


def loss_has_a_floor(rng: Generator) -> bool:
    """A random model and encoder on random worlds: the mean loss against the entropy of R.

    On the world that the model itself makes, the encoder that knows the posterior reaches it.
    """
    x, r = _world(rng, 2)
    prior, q = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(3), size=len(x))
    likelihood = rng.dirichlet(np.ones(len(x)), size=3)

    def loss(world: Any, encoder: Any) -> Any:
        elbos = [_elbo(prior, likelihood[:, k], encoder[k]) for k in range(len(x))]
        return -world @ np.array(elbos)

    own = prior @ likelihood
    posterior = (prior[:, None] * likelihood / own).T
    above = loss(r, q) > entropy(r) and loss(own, q) > entropy(own)
    return bool(above) and near(loss(own, posterior), entropy(own))


def latent_only_loses(rng: Generator) -> bool:
    """A random world, and a decoder that knows it for each latent: the loss, and what is saved.

    The decoder is R itself, changed at random by the latent; its mean loss is at least H(R), which
    it has without a latent, so what is saved is at most what is paid.
    """
    x, r = _world(rng, 2)
    prior = rng.dirichlet(np.ones(3))
    likelihood = np.exp(np.log(r) + rng.normal(size=(3, len(x))) * rng.choice([0, 0.1, 1]))
    likelihood /= likelihood.sum(axis=1, keepdims=True)
    q = rng.dirichlet(np.ones(3), size=len(x))
    paid = r @ kl_divergence(q, np.tile(prior, (len(x), 1)))
    saved = entropy(r) + np.sum(r[:, None] * q * np.log(likelihood.T))
    return bool(saved <= paid + 1e-12)


def heavy_weight_collapses() -> bool:
    """Five pixels that nearly copy one, trained at weights 1 and 10: one has a KL term, one not."""
    rng = np.random.default_rng(0)
    x = (np.repeat(rng.integers(0, 2, size=(200, 1)), 5, axis=1) + (rng.random((200, 5)) < 0.1)) % 2
    terms = []
    for beta in (1, 10):
        *_, model = train_vae(x, beta=beta, hidden=8, steps=600)
        terms.append(float(elbo_terms(model, x, order=6)[1].mean()))
    return terms[0] > 0.3 and terms[1] < 0.01
