"""The probability that a latent-variable model gives to a picture, by quadrature.

With one or two latent dimensions the integral over the latent can be computed to many digits, which
shows what the bound of a variational autoencoder leaves out. All terms are in nats.
"""

from itertools import product

import numpy as np
import numpy.typing as npt

from entropybook._vae_model import VAE, Array, kl_to_prior, pictures, table
from entropybook._validate import UnresolvedError, positive_number, whole_number

_NEGLIGIBLE = 18.0  # nats: what lies beyond the grid is a share of exp(−18), 1.5e-8, at most
_COARSE, _HALVINGS = 0.4, 4
_BLOCK = 512  # points of the grid at a time: their table stays near the processor


def latent_grid(reach: float, step: float, latent: int = 2) -> Array:
    """Make a square grid of latents.

    Parameters
    ----------
    reach : float
        The grid goes from −reach to reach in each dimension.
    step : float
        The distance of neighbours.
    latent : int, default 2
        How many dimensions, 1 or 2.

    Returns
    -------
    ndarray (m, latent)
        The points, 0 among them.

    Raises
    ------
    ValueError
        If `reach` or `step` is not positive and finite, or there are other than 1 or 2 dimensions.

    Examples
    --------
    >>> latent_grid(1, 0.5, latent=1).ravel()
    array([-1. , -0.5,  0. ,  0.5,  1. ])
    """
    reach, step = positive_number(reach, "reach"), positive_number(step, "step")
    if latent not in (1, 2):
        raise ValueError(f"there are {latent} latent dimensions: a grid is for 1 or 2")
    # A quotient such as 0.3 / 0.1 comes out below 3: rounding must not lose the last tick.
    half = int(reach / step + 1e-9)
    ticks = step * np.arange(-half, half + 1)
    return np.stack(np.meshgrid(*[ticks] * latent), axis=-1).reshape(-1, latent)


def log_joint(model: VAE, x: npt.ArrayLike, z: npt.ArrayLike) -> Array:
    """Compute log p(x, z) of each picture with each latent.

    Parameters
    ----------
    model : VAE
        The model; only its decoder matters.
    x : array_like (n, d)
        Pictures of pixels 0 and 1.
    z : array_like (m, k)
        Latents.

    Returns
    -------
    ndarray (n, m)
        In nats, a density in z.

    Raises
    ------
    ValueError
        If a pixel is neither 0 nor 1, or the shapes do not fit.
    TypeError
        If an argument does not consist of real numbers.
    """
    x, z = pictures(x, len(model.encoder.inner)), table(z, "z", model.latent)
    logits = model.decoder(z)
    prior = -np.sum(z**2, axis=1) / 2 - model.latent / 2 * np.log(2 * np.pi)
    return np.asarray(x @ logits.T - np.logaddexp(0, logits).sum(axis=1) + prior)


def log_evidence(model: VAE, x: npt.ArrayLike, *, tolerance: float = 1e-3) -> Array:
    """Compute log p(x) by integrating over the latent on finer and finer grids.

    Parameters
    ----------
    model : VAE
        A model with one or two latent dimensions; only its decoder matters.
    x : array_like (n, d)
        Pictures of pixels 0 and 1.
    tolerance : float, default 1e-3
        The steps of the grid are halved until a picture's answer moves by no more, in nats. The
        integrand is smooth and dies out on all sides, so that the last answer is usually far nearer
        than that: each halving about doubles the number of digits.

    Returns
    -------
    ndarray (n,)
        In nats.

    Raises
    ------
    ValueError
        If a pixel is neither 0 nor 1, the shapes do not fit, the tolerance is not positive, or
        there are more than two latent dimensions.
    TypeError
        If x does not consist of real numbers.
    UnresolvedError
        If a picture's answer does not settle.

    References
    ----------
    Trefethen and Weideman 2014 on why equal steps are so good here.

    Examples
    --------
    >>> from entropybook.vae import train_vae
    >>> two = np.repeat([[0, 0, 0], [1, 1, 1]], 50, axis=0)
    >>> *_, model = train_vae(two, hidden=8, steps=300)
    >>> (-log_evidence(model, two[[0, -1]]) / np.log(2)).round(2)
    array([1.24, 1.23])
    """
    x = pictures(x, len(model.encoder.inner))
    tolerance = positive_number(tolerance, "tolerance")
    evidence = _on_grid(model, x, _COARSE, _reach(0.0))
    open_ = np.arange(len(x))
    for halving in range(1, _HALVINGS + 1):
        reach = _reach(float(np.min(evidence[open_])))
        finer = _on_grid(model, x[open_], _COARSE / 2**halving, reach)
        moved = np.abs(finer - evidence[open_])
        evidence[open_] = finer
        open_ = open_[moved > tolerance]
        if not len(open_):
            return evidence
    raise UnresolvedError(
        f"log p(x) still moves by {moved.max():.2g} nats at steps of {_COARSE / 2**_HALVINGS}: the "
        "decoder is too sharp for this grid"
    )


def elbo_terms(model: VAE, x: npt.ArrayLike, *, order: int = 20) -> tuple[Array, Array]:
    """Compute the two terms of the ELBO for each picture, without sampling.

    Parameters
    ----------
    model : VAE
        The model.
    x : array_like (n, d)
        Pictures of pixels 0 and 1.
    order : int, default 20
        How many nodes a latent dimension the Gauss–Hermite rule has that stands for q(z|x). For
        deviations well below 1, as trained encoders have them, 20 are good to many digits; for
        broad ones and a sharp decoder take more.

    Returns
    -------
    reconstruction, kl : ndarray (n,)
        The mean of −log p(x|z) under q(z|x), and KL(q(z|x)‖p(z)), in nats. The ELBO is minus their
        sum.

    Raises
    ------
    ValueError
        If a pixel is neither 0 nor 1, the shapes do not fit, or `order` is less than 1.
    TypeError
        If x does not consist of real numbers.
    """
    x = pictures(x, len(model.encoder.inner))
    order = whole_number(order, "order", least=1)
    mean, deviation = model.encode(x)
    nodes, weights = np.polynomial.hermite_e.hermegauss(order)
    weights = weights / weights.sum()
    reconstruction = np.zeros(len(x))
    for at in product(range(order), repeat=model.latent):
        z = mean + deviation * nodes[list(at)]
        reconstruction -= np.prod(weights[list(at)]) * model.log_likelihood(x, z)
    return reconstruction, kl_to_prior(mean, deviation).sum(axis=1)


def _reach(evidence: float) -> float:
    """Return how far a grid has to reach for a picture of this log p(x), roughly known.

    As p(x|z) is at most 1, what lies beyond r adds at most the prior's probability there, which is
    at most exp(−r²/2) in one and in two dimensions.
    """
    return float(np.sqrt(2 * (_NEGLIGIBLE - evidence)))


def _on_grid(model: VAE, x: Array, step: float, reach: float) -> Array:
    z = latent_grid(reach, step, model.latent)
    z = z[np.sum(z**2, axis=1) <= reach**2]
    highest, total = np.full(len(x), -np.inf), np.zeros(len(x))
    for block in np.array_split(z, -(-len(z) // _BLOCK)):
        joint = log_joint(model, x, block)
        top = np.maximum(highest, joint.max(axis=1))
        joint -= top[:, None]
        total = total * np.exp(highest - top) + np.exp(joint, out=joint).sum(axis=1)
        highest = top
    return np.asarray(highest + np.log(total) + model.latent * np.log(step))
