"""A variational autoencoder small enough to be checked.

The encoder turns a picture x of black and white pixels into a normal distribution q(z|x) over the
latent z, with one variance a dimension. The decoder turns z into a probability of ink for each
pixel, and so into p(x|z). The prior p(z) is the standard normal. All terms are in nats.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import special

from entropybook._vae_model import (
    VAE,
    Array,
    Perceptron,
    descend,
    kl_to_prior,
    pictures,
    vae_loss,
)
from entropybook._validate import positive_number, whole_number

__all__ = ["VAE", "Perceptron", "kl_to_prior", "train_vae", "vae_loss"]

_DECAY, _DECAY_SQUARES = 0.9, 0.999  # of Adam's running means, as its authors have them
_LAST_RATE = 0.05  # of the rate at the start


def train_vae(
    x: npt.ArrayLike,
    *,
    beta: float = 1.0,
    latent: int = 2,
    hidden: int = 48,
    steps: int = 2000,
    batch: int = 100,
    rate: float = 0.01,
    every: int = 50,
    seed: int = 0,
) -> Iterator[VAE]:
    """Train a VAE by Adam on minibatches, and show the models on the way.

    Parameters
    ----------
    x : array_like (n, d)
        Pictures of pixels 0 and 1.
    beta : float, default 1
        The weight of the KL term: 1 for the ELBO, 0 for an autoencoder.
    latent, hidden : int, default 2 and 48
        How many latent dimensions, and how many hidden units in each of the two networks.
    steps, batch : int, default 2000 and 100
        How many steps, and how many pictures each of them looks at.
    rate : float, default 0.01
        Adam's step size at the start; it falls along a line to a twentieth.
    every : int, default 50
        After how many steps to show a model.
    seed : int, default 0
        For the first weights, the order of the pictures and the noise.

    Yields
    ------
    VAE
        The model before the first step, after every so many steps, and after the last one. The
        first one gives each pixel about its share of ink in x, whatever the latent is.

    Raises
    ------
    ValueError
        If a pixel is neither 0 nor 1, there are fewer pictures than `batch`, or a number is out of
        its range.
    TypeError
        If x does not consist of real numbers.

    References
    ----------
    Kingma and Welling 2014; Kingma and Ba 2015 for Adam.

    Examples
    --------
    >>> two = np.repeat([[0, 0, 0], [1, 1, 1]], 50, axis=0)
    >>> *_, model = train_vae(two, hidden=8, steps=300)
    >>> mean, _ = model.encode(two)
    >>> model.decode(mean).round().astype(int).tolist() == two.tolist()
    True
    """
    x = pictures(x)
    sizes = {"latent": latent, "hidden": hidden, "steps": steps, "batch": batch, "every": every}
    for name, size in sizes.items():
        whole_number(size, name, least=1)
    beta = positive_number(beta, "beta", or_zero=True)
    rate = positive_number(rate, "rate")
    if batch > len(x):
        raise ValueError(f"batch is {batch}, but there are {len(x)} pictures")
    return _adam(x, beta, (latent, hidden), (steps, batch, every), rate, seed)


def _adam(
    x: Array,
    beta: float,
    widths: tuple[int, int],
    counts: tuple[int, int, int],
    rate: float,
    seed: int,
) -> Iterator[VAE]:
    steps, batch, every = counts
    rng = np.random.default_rng(seed)
    model = _first(x, *widths, rng)
    weights = [*model.encoder.weights, *model.decoder.weights]
    first, second = ([np.zeros_like(w) for w in weights] for _ in range(2))
    order = np.arange(0)
    yield model
    for step in range(1, steps + 1):
        if len(order) < batch:
            order = rng.permutation(len(x))
        seen, order = x[order[:batch]], order[batch:]
        _, gradient = descend(model, seen, rng.normal(size=(batch, widths[0])), beta)
        now = rate * (1 - (1 - _LAST_RATE) * step / steps)
        for k, slope in enumerate(gradient):
            first[k] = _DECAY * first[k] + (1 - _DECAY) * slope
            second[k] = _DECAY_SQUARES * second[k] + (1 - _DECAY_SQUARES) * slope**2
            mean, square = first[k] / (1 - _DECAY**step), second[k] / (1 - _DECAY_SQUARES**step)
            weights[k] = weights[k] - now * mean / (np.sqrt(square) + 1e-8)
        model = VAE(Perceptron(*weights[:4]), Perceptron(*weights[4:]))
        if step % every == 0 or step == steps:
            yield model


def _first(x: Array, latent: int, hidden: int, rng: np.random.Generator) -> VAE:
    pixels = x.shape[1]

    def layers(fan_in: int, fan_out: int, bias: Array) -> Perceptron:
        inner = rng.normal(size=(fan_in, hidden)) / np.sqrt(fan_in)
        outer = rng.normal(size=(hidden, fan_out)) / np.sqrt(hidden) / 10
        return Perceptron(inner, np.zeros(hidden), outer, bias)

    share = (x.sum(axis=0) + 0.5) / (len(x) + 1)
    return VAE(
        layers(pixels, 2 * latent, np.zeros(2 * latent)),
        layers(latent, pixels, special.logit(share)),
    )
