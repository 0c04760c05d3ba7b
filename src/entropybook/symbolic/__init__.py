"""The derivations that the chapters show, each step confirmed by SymPy before it is shown.

Every function returns a `Derivation`: its title, what it assumes, its steps with their reasons and
checks, and its conclusion. It cannot be made unless all of its steps hold.
"""

from entropybook.symbolic._derivation import Check, Derivation, Step
from entropybook.symbolic.densities import (
    entropy_of_exponential,
    entropy_of_laplace,
    entropy_of_normal,
    entropy_of_uniform,
    kl_between_normals,
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
from entropybook.symbolic.leash import (
    gradient_on_a_leash,
    reward_from_policy,
    tilted_is_best,
)

__all__ = [
    "Check",
    "Derivation",
    "Step",
    "change_of_base",
    "cross_entropy_floor",
    "cross_entropy_splits",
    "entropy_at_most_log_n",
    "entropy_of_exponential",
    "entropy_of_laplace",
    "entropy_of_normal",
    "entropy_of_uniform",
    "gibbs",
    "gibbs_by_lagrange",
    "gradient_in_the_model",
    "gradient_on_a_leash",
    "gradient_when_both_move",
    "kl_between_normals",
    "reward_from_policy",
    "tangent_line",
    "tilted_is_best",
    "x_log_x_vanishes",
]
