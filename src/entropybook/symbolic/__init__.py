"""The derivations that the chapters show, each step confirmed by SymPy before it is shown.

Every function returns a `Derivation`: its title, what it assumes, its steps with their reasons and
checks, and its conclusion. It cannot be made unless all of its steps hold.
"""

from entropybook.symbolic._derivation import Check, Derivation, Step
from entropybook.symbolic.adversarial import best_discriminator
from entropybook.symbolic.calibration import (
    cross_entropy_is_calibration_and_refinement,
    refinement_is_uncertainty_less_resolution,
    temperature_loss_is_convex,
)
from entropybook.symbolic.densities import (
    entropy_of_exponential,
    entropy_of_laplace,
    entropy_of_normal,
    entropy_of_uniform,
    kl_between_normals,
)
from entropybook.symbolic.direction import (
    broad_bell_is_a_minimum,
    coins_break_the_tie,
    forward_fit_has_the_moments,
    moments_of_two_hills,
)
from entropybook.symbolic.estimation import miller_bias, plug_in_falls_short
from entropybook.symbolic.gaussian_latents import kl_adds, kl_to_standard_normal, weak_latent
from entropybook.symbolic.generative import (
    elbo_is_two_terms,
    evidence_bound,
    evidence_splits,
)
from entropybook.symbolic.geometry import (
    directions_part_at_third_order,
    fisher_is_curvature,
    fisher_of_coin,
    fisher_of_normal_mean,
)
from entropybook.symbolic.identities import (
    change_of_base,
    cross_entropy_splits,
    gradient_in_the_model,
    gradient_when_both_move,
)
from entropybook.symbolic.inequalities import (
    cross_entropy_floor,
    entropy_at_most_log_n,
    gibbs,
    gibbs_by_lagrange,
    tangent_line,
    x_log_x_vanishes,
)
from entropybook.symbolic.joint import (
    chain_rule,
    data_processing,
    information_is_shared,
    information_not_negative,
)
from entropybook.symbolic.language import perplexity_per_unit
from entropybook.symbolic.learning import (
    likelihood_is_cross_entropy,
    softmax_gradient,
    softmax_hessian,
    softmax_ignores_a_shift,
    softmax_loss_is_convex,
)
from entropybook.symbolic.leash import (
    gradient_on_a_leash,
    reward_from_policy,
    tilted_is_best,
)
from entropybook.symbolic.monte_carlo import (
    best_control,
    gradients_of_both_directions,
    gradients_through_draws,
    half_square_against_k3,
    k3_between_normals,
    square_of_the_ratio,
)
from entropybook.symbolic.neighbours import log_mass_of_a_ball
from entropybook.symbolic.projection import beyond_the_line, fit_has_the_mean, pythagoras
from entropybook.symbolic.soft_labels import (
    distillation_gradient,
    gradient_at_high_temperature,
    smoothed_optimum,
)
from entropybook.symbolic.testing import (
    chernoff_is_below_both,
    g_is_divergence,
    halfway_in_divergence,
)

__all__ = [
    "Check",
    "Derivation",
    "Step",
    "best_control",
    "best_discriminator",
    "beyond_the_line",
    "broad_bell_is_a_minimum",
    "chain_rule",
    "change_of_base",
    "chernoff_is_below_both",
    "coins_break_the_tie",
    "cross_entropy_floor",
    "cross_entropy_is_calibration_and_refinement",
    "cross_entropy_splits",
    "data_processing",
    "directions_part_at_third_order",
    "distillation_gradient",
    "elbo_is_two_terms",
    "entropy_at_most_log_n",
    "entropy_of_exponential",
    "entropy_of_laplace",
    "entropy_of_normal",
    "entropy_of_uniform",
    "evidence_bound",
    "evidence_splits",
    "fisher_is_curvature",
    "fisher_of_coin",
    "fisher_of_normal_mean",
    "fit_has_the_mean",
    "forward_fit_has_the_moments",
    "g_is_divergence",
    "gibbs",
    "gibbs_by_lagrange",
    "gradient_at_high_temperature",
    "gradient_in_the_model",
    "gradient_on_a_leash",
    "gradient_when_both_move",
    "gradients_of_both_directions",
    "gradients_through_draws",
    "half_square_against_k3",
    "halfway_in_divergence",
    "information_is_shared",
    "information_not_negative",
    "k3_between_normals",
    "kl_adds",
    "kl_between_normals",
    "kl_to_standard_normal",
    "likelihood_is_cross_entropy",
    "log_mass_of_a_ball",
    "miller_bias",
    "moments_of_two_hills",
    "perplexity_per_unit",
    "plug_in_falls_short",
    "pythagoras",
    "refinement_is_uncertainty_less_resolution",
    "reward_from_policy",
    "smoothed_optimum",
    "softmax_gradient",
    "softmax_hessian",
    "softmax_ignores_a_shift",
    "softmax_loss_is_convex",
    "square_of_the_ratio",
    "tangent_line",
    "temperature_loss_is_convex",
    "tilted_is_best",
    "weak_latent",
    "x_log_x_vanishes",
]
