"""What the page 08a-neighbours says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _neighbours_checks as checks

PAGE = Chapter(
    "08a-neighbours",
    claims=(
        Claim(
            "nn-density-from-distance",
            (
                "The ball then holds $k$ of the $n - 1$ others, so about the share $k / (n - 1)$ "
                "of the probability. If it is small, its probability is the density times its "
                r"volume, which is $V \rho^d$ in $d$ dimensions, where $V$ is the volume of a ball "
                r"of radius 1. So the distance tells the density: about $k / ((n - 1) V \rho^d)$",
                r"It tells the density of $S$ there, about $k / (m V \nu^d)$",
            ),
            Tried(checks.density_from_distance, cases=20),
            r"With $V$ the volume of a ball of radius 1 and $\rho$ the distance to the $k$-th of "
            r"$n - 1$ others, the density is about $k / ((n - 1) V \rho^d)$.",
        ),
        Claim(
            "nn-volume-cancels",
            (
                "In the logarithm of the ratio of the two densities $k$ and $V$ cancel, and what "
                r"is left is $d \log (\nu / \rho) + \log (m / (n - 1))$",
            ),
            Tried(checks.volume_and_k_cancel),
        ),
        Claim(
            "nn-mass-of-any-density",
            (
                "For another point at the random distance $T$, the number $F(T)$ is uniform "
                "between 0 and 1, whatever the density. So $M$ is the $k$-th smallest of $n - 1$ "
                "independent uniform numbers",
                "Its mean is $k/n$",
            ),
            Tried(checks.mass_of_any_density, cases=20),
            "Whatever the density, the mass $M$ in the ball around a point that reaches to the "
            "$k$-th of $n - 1$ others is the $k$-th smallest of as many uniform numbers; its mean "
            "is $k/n$.",
        ),
        Claim(
            "nn-digammas-are-a-sum",
            (
                r"For whole numbers that is a sum, $\psi(n) - \psi(k) = \frac{1}{k} + "
                r"\frac{1}{k+1} + \dots + \frac{1}{n-1}$",
            ),
            Tried(checks.digammas_are_a_sum),
        ),
        Claim(
            "nn-log-share-too-high",
            ("The logarithm is concave, so its mean lies below the logarithm of the mean",),
            Tried(checks.share_too_high),
            r"The mean of $\log M$ is below $\log (k/n)$, the logarithm of the mean of $M$.",
        ),
        Claim(
            "nn-entropy-is-mended",
            (
                r"has $\psi(k)$ in the place of $\log k$ and $\psi(n)$ in that of "
                r"$\log (n - 1)$",
            ),
            Tried(checks.digammas_for_logarithms),
            r"The estimator of Kozachenko and Leonenko, in the form of Kraskov et al., is the mean "
            r"of $-\log$ of the density told by the distances, with $\psi(k)$ for $\log k$ and "
            r"$\psi(n)$ for $\log (n - 1)$.",
        ),
        Claim(
            "nn-divergence-mends-itself",
            (
                "the mean of the logarithm of its mass is $\\psi(k) - \\psi(m + 1)$",
                r"Both balls have the same $k$, so $\psi(k)$ cancels in the difference, which is "
                r"$\psi(m + 1) - \psi(n)$ on average. The formula has $\log (m / (n - 1))$ in its "
                "place, which is the same if $m = n - 1$, and otherwise nearly the same if both "
                "samples are large",
                "So the second leap costs next to nothing",
            ),
            (Proved(symbolic.log_mass_of_a_ball), Tried(checks.constants_agree)),
            r"The mean logarithms of the two masses differ by $\psi(m + 1) - \psi(n)$, whatever "
            r"$k$ and the densities. That is $\log (m / (n - 1))$ if $m = n - 1$, and within "
            "half of $1/m$ or of $1/(n - 1)$, whichever is larger, if not.",
        ),
        Claim(
            "nn-distance-shrinks-slowly",
            ("where the density is smooth the distance to a neighbour goes like $n^{-1/d}$",),
            Tried(checks.distance_shrinks, cases=10),
        ),
        Claim(
            "nn-estimate-can-be-negative",
            ("but its estimate is a mean of logarithms, and not the divergence of anything",),
            Shown(checks.negative_although_apart),
            "The estimate of a divergence from neighbours can be negative.",
        ),
        Claim(
            "nn-hidden-mixture",
            (
                r"Its density is at least $\varepsilon$ times that of $R$",
                r"whatever $D_{\mathrm{KL}}(R \parallel S)$ is, 50 nats or infinite. And with "
                r"probability $(1 - \varepsilon)^m$ all $m$ draws from $S_\varepsilon$ come from "
                "$S$, so that the data are just such as $R$ and $S$ give. Take $\\varepsilon = "
                "1/m$, with $m$ at least 6. A method that always finds 50 nats between $R$ and $S$ "
                r"will then find them more than one time in three between $R$ and $S_\varepsilon$, "
                r"where there are at most $\log m$",
                r"An estimate well above $\log m$ rests on an assumption, whether you made it or "
                "the method did.",
            ),
            (Tried(checks.mixture_hides), Tried(checks.mixture_hides_densities, cases=30)),
            r"With $S_\varepsilon = (1 - \varepsilon) S + \varepsilon R$, the divergence "
            r"$D_{\mathrm{KL}}(R \parallel S_\varepsilon)$ is at most $\log (1/\varepsilon)$, and "
            r"$m$ draws from it are draws from $S$ with probability $(1 - \varepsilon)^m$: more "
            r"than 1/3 for $\varepsilon = 1/m$ and $m$ at least 6.",
        ),
        Claim(
            "nn-kl-survives-maps",
            (
                "and more than that: a smooth map that can be undone, applied to both, does not "
                "change it. By what the map stretches a small volume, it thins both densities, so "
                "their ratio stays",
            ),
            (Tried(checks.same_after_a_map, cases=20), Tried(checks.same_after_a_matrix)),
            "The divergence between densities is the same after a smooth map that can be undone.",
        ),
        Claim(
            "nn-estimate-survives-similarity",
            (
                "Shifts, rotations and a common scale keep every ratio of distances, and with them "
                "the estimate",
            ),
            Tried(checks.similar_clouds),
        ),
        Claim(
            "nn-one-reading-decides",
            (
                "neighbours are chosen by it alone, and the factor $d = 2$ counts its divergence "
                "twice",
            ),
            Tried(checks.one_reading_decides),
            "If one of two readings is in far smaller units than the other, the neighbours are "
            "those in it alone, and its mean logarithm is counted twice.",
        ),
        Claim(
            "nn-noise-of-the-rounding",
            (
                "The divergence is then just that of the rounded values, since rounding again "
                "takes this noise off",
            ),
            Tried(checks.rounding_takes_it_off),
            "Rounded values with uniform noise of the width of the rounding have the divergence of "
            "the rounded values.",
        ),
        Claim(
            "nn-shuffle-leaves-one",
            ("A shuffle leaves some reading in its place with a probability of 63%",),
            Tried(checks.permutation_with_a_fixed_point, cases=20),
        ),
    ),
    repeats={
        "f-divergences-process-data": ("[merging outcomes never raises it]",),
        "kl-never-negative": ("A divergence is never negative",),
        "kl-additive": ("the truth stays at half a nat, since only the first reading differs",),
        "kl-needs-absolute-continuity": (
            "Some of $R$ lies where $S$ has nothing, so the divergence is infinite",
        ),
        "kl-density-unit-free": ("The divergence is the same in metres and in millimetres",),
    },
    givens=(
        "each just large enough to reach one neighbour ($k = 1$)",
        ", in nats, with",
        "The argument had two leaps: that the density is constant within the ball, and that the "
        "ball holds the share $k/(n-1)$",
        r"Is the mean of $\log M$ above or below $\log (1/20)$?",
        "but two readings with one decimal often are equal. Then a distance is 0 and has no "
        "logarithm",
        "You have 500 of its readings from yesterday and 500 from today",
        "with $n - 1$ others around it",
        "Take 0, 1 and 3 from $R$, and 4, 6 and 9 from $S$, with $k = 1$",
        "The same two normals, one apart, in 1, 2, 5 and 10 dimensions",
        "let $R$ be uniform between 0 and 1.1 and $S$ uniform between 0 and 1",
        r"Let $S_\varepsilon = (1 - \varepsilon) S + \varepsilon R$",
        "without assumptions on the distributions, no lower bound that holds with high confidence "
        "grows faster than the logarithm of the sample size",
        "Two draws from densities are equal with probability 0",
        "Take again 0, 1 and 3 from $R$, and 4, 6 and 9 from $S$.",
        "with $k = 1$, by hand",
        "Somebody takes 500 pairs with correlation 0.8",
        r"The truth is $-\frac12 \log (1 - 0.8^2)$ nats",
        "A paper reports 20 nats between two clouds of 1,000 points each",
    ),
    remarks=(
        "The larger ball belongs to the cloud that is thinner there.",
        "More points shrink the balls",
        "Does a larger $k$ help? It averages over more points, and blurs more",
        "It is tempting to raise those to 0.",
        "Often one knows more",
        "both probabilities of whatever is drawn can be computed",
        "only the sum over all outcomes is too long",
        "you want to know how many nats apart the two days are",
        "How many nats is $R$ from $S$?",
        "Here $R$ and $S$ are the same normal",
    ),
)
