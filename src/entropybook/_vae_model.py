"""The two networks of a variational autoencoder, its loss, and the gradient written out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from entropybook._validate import place, positive_number, real_array

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Perceptron:
    """Hold a network with one hidden layer of tanh units.

    Parameters
    ----------
    inner, shift : ndarray (d, h), (h,)
        Weights and biases of the hidden units.
    outer, bias : ndarray (h, k), (k,)
        Weights and biases of the outputs.

    Examples
    --------
    >>> Perceptron(np.ones((1, 1)), np.zeros(1), np.ones((1, 1)), np.ones(1))(np.zeros((1, 1)))
    array([[1.]])
    """

    inner: Array
    shift: Array
    outer: Array
    bias: Array

    @property
    def weights(self) -> tuple[Array, ...]:
        """All numbers that training changes, as four arrays."""
        return self.inner, self.shift, self.outer, self.bias

    def __call__(self, x: Array) -> Array:
        """Return the outputs (n, k) for inputs (n, d)."""
        return self.layers(x)[1]

    def layers(self, x: Array) -> tuple[Array, Array]:
        """Return what the hidden units answer, (n, h), and the outputs, (n, k)."""
        hidden = np.tanh(x @ self.inner + self.shift)
        return hidden, hidden @ self.outer + self.bias

    def pull_back(self, x: Array, hidden: Array, slopes: Array) -> tuple[tuple[Array, ...], Array]:
        """Turn the slopes of a loss by the outputs into those by the weights and the inputs."""
        back = slopes @ self.outer.T * (1 - hidden**2)
        by_weights = (x.T @ back, back.sum(axis=0), hidden.T @ slopes, slopes.sum(axis=0))
        return by_weights, back @ self.inner.T


@dataclass(frozen=True, eq=False)
class VAE:
    """Hold an encoder, d pixels to 2k numbers, and a decoder, k numbers to d logits.

    Parameters
    ----------
    encoder, decoder : Perceptron
        The encoder answers with the k means, then the k logarithms of the standard deviations.
    """

    encoder: Perceptron
    decoder: Perceptron

    @property
    def latent(self) -> int:
        """The number of latent dimensions, k."""
        return len(self.decoder.inner)

    def encode(self, x: npt.ArrayLike) -> tuple[Array, Array]:
        """Return means and standard deviations of q(z|x), each (n, k), for pictures (n, d)."""
        mean, log_deviation = np.split(self.encoder(pictures(x, len(self.encoder.inner))), 2, 1)
        return mean, np.exp(log_deviation)

    def decode(self, z: npt.ArrayLike) -> Array:
        """Return the probability of ink in each pixel, (n, d), for latents (n, k)."""
        return np.asarray(special.expit(self.decoder(table(z, "z", self.latent))))

    def log_likelihood(self, x: npt.ArrayLike, z: npt.ArrayLike) -> Array:
        """Return log p(x|z), (n,), for pictures (n, d) and a latent each, (n, k)."""
        x, z = pictures(x, len(self.encoder.inner)), table(z, "z", self.latent)
        if len(x) != len(z):
            raise ValueError(f"there are {len(x)} pictures and {len(z)} latents: give one each")
        return -_surprisals(x, self.decoder(z))


def kl_to_prior(mean: npt.ArrayLike, deviation: npt.ArrayLike) -> Array:
    r"""Compute the KL divergence of normals with one variance a dimension from N(0, 1).

    Parameters
    ----------
    mean, deviation : array_like (n, k)
        Means and standard deviations.

    Returns
    -------
    ndarray (n, k)
        One term a dimension, in nats: :math:`\tfrac12(\mu^2 + \sigma^2 - 1 - \log\sigma^2)`. The
        divergence is their sum.

    Raises
    ------
    ValueError
        If the shapes differ, a number is not finite, or a deviation is not positive.
    TypeError
        If an argument does not consist of real numbers.

    References
    ----------
    Kingma and Welling 2014, appendix B.

    Examples
    --------
    >>> kl_to_prior([[1.0, 0.0]], [[1.0, 1.0]])
    array([[0.5, 0. ]])
    """
    mu = table(mean, "mean")
    sigma = table(deviation, "deviation", mu.shape[1])
    if len(mu) != len(sigma):
        raise ValueError(f"there are {len(mu)} means and {len(sigma)} deviations: give one each")
    if np.any(sigma <= 0):
        index = tuple(int(i) for i in np.argwhere(sigma <= 0)[0])
        raise ValueError(f"{place('deviation', index)} is {sigma[index]}: a deviation is positive")
    return np.asarray((mu**2 + sigma**2 - 1) / 2 - np.log(sigma))


def vae_loss(
    model: VAE, x: npt.ArrayLike, noise: npt.ArrayLike, *, beta: float = 1.0
) -> tuple[float, float, tuple[Array, ...]]:
    """Compute the two terms of the loss on one sample of the latents, and its gradient.

    Parameters
    ----------
    model : VAE
        Where to take the gradient.
    x : array_like (n, d)
        Pictures of pixels 0 and 1.
    noise : array_like (n, k)
        The latents are z = mean + deviation · noise; drawn from the standard normal, they are a
        sample of q(z|x).
    beta : float, default 1
        The weight of the second term.

    Returns
    -------
    reconstruction, kl : float
        The means over the pictures of −log p(x|z) and of KL(q(z|x)‖p(z)), in nats.
    gradient : tuple of ndarray
        Of reconstruction + beta · kl, by the weights of the encoder, then of the decoder.

    Raises
    ------
    ValueError
        If the shapes do not fit, a pixel is neither 0 nor 1, a number is not finite, or `beta` is
        negative.
    TypeError
        If an argument does not consist of real numbers.

    References
    ----------
    Kingma and Welling 2014, section 2.4, for the sample; Higgins et al. 2017 for `beta`.

    Examples
    --------
    >>> still = Perceptron(np.zeros((1, 1)), np.zeros(1), np.zeros((1, 2)), np.zeros(2))
    >>> coin = Perceptron(np.zeros((1, 1)), np.zeros(1), np.zeros((1, 1)), np.zeros(1))
    >>> reconstruction, kl, gradient = vae_loss(VAE(still, coin), [[1], [0]], [[0.5], [-0.5]])
    >>> round(reconstruction, 4), kl, len(gradient)
    (0.6931, 0.0, 8)
    """
    x = pictures(x, len(model.encoder.inner))
    noise = table(noise, "noise", model.latent)
    if len(noise) != len(x):
        raise ValueError(f"there are {len(x)} pictures and {len(noise)} rows of noise")
    beta = positive_number(beta, "beta", or_zero=True)
    (mean, deviation, logits), gradient = descend(model, x, noise, beta)
    kl = float(kl_to_prior(mean, deviation).sum(axis=1).mean())
    return float(_surprisals(x, logits).mean()), kl, gradient


def descend(
    model: VAE, x: Array, noise: Array, beta: float
) -> tuple[tuple[Array, Array, Array], tuple[Array, ...]]:
    """Return means, deviations and logits on the way, and the gradient; training needs no loss."""
    seen, outputs = model.encoder.layers(x)
    mean, log_deviation = np.split(outputs, 2, 1)
    deviation = np.exp(log_deviation)
    z = mean + deviation * noise
    hidden, logits = model.decoder.layers(z)
    slopes = (special.expit(logits) - x) / len(x)
    by_decoder, by_z = model.decoder.pull_back(z, hidden, slopes)
    by_mean = by_z + beta * mean / len(x)
    # By log σ: the sample moves by noise · σ, and the KL term by σ² − 1.
    by_log = by_z * noise * deviation + beta * (deviation**2 - 1) / len(x)
    by_encoder, _ = model.encoder.pull_back(x, seen, np.hstack([by_mean, by_log]))
    return (mean, deviation, logits), (*by_encoder, *by_decoder)


def _surprisals(x: Array, logits: Array) -> Array:
    """Return −log p for each picture, from the logits: no logit is too large for it."""
    return np.asarray(np.sum(np.logaddexp(0, logits) - x * logits, axis=1))


def pictures(x: npt.ArrayLike, pixels: int | None = None) -> Array:
    """Return pictures as floats, after a look at each pixel."""
    array = table(x, "x", pixels)
    if np.any((array != 0) & (array != 1)):
        index = tuple(int(i) for i in np.argwhere((array != 0) & (array != 1))[0])
        raise ValueError(
            f"{place('x', index)} is {array[index]}: a pixel is 0 or 1, so that a picture has a "
            "probability; binarise, for instance (x >= 0.5)"
        )
    return array


def table(x: npt.ArrayLike, name: str, columns: int | None = None) -> Array:
    array = np.asarray(real_array(x, name), dtype=np.float64)
    if array.ndim != 2 or not array.size or columns not in (None, array.shape[1]):
        wide = "" if columns is None else f" of {columns} numbers"
        raise ValueError(f"{name} has shape {array.shape}: give a table, one row{wide} a picture")
    if not np.all(np.isfinite(array)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{place(name, index)} is {array[index]}: give finite numbers")
    return array
