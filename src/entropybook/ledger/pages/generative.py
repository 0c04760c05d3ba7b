"""What the page 06e-generative says."""

from entropybook import symbolic
from entropybook.ledger._entries import Chapter, Claim, Proved, Shown, Tried
from entropybook.ledger.pages import _adversarial_checks as gan_checks
from entropybook.ledger.pages import _generative_checks as checks

PAGE = Chapter(
    "06e-generative",
    claims=(
        Claim(
            "evidence-is-elbo-plus-gap",
            ("For any guess, then, in whatever unit",),
            (Proved(symbolic.evidence_splits), Tried(checks.gap)),
            r"For any $q(z \mid x)$, $\log p(x)$ is the ELBO plus the KL divergence of "
            r"$q(z \mid x)$ from the posterior.",
        ),
        Claim(
            "elbo-bounds-the-evidence",
            (
                "So the ELBO is at most the logarithm of the evidence, and equals it exactly when "
                "the guess is the posterior: it is the *evidence lower bound*",
            ),
            (
                Proved(symbolic.evidence_bound),
                Tried(checks.bounds_the_evidence),
                Tried(checks.network_bounds_the_evidence, cases=20),
            ),
            "The ELBO is at most the logarithm of the evidence, and equals it exactly when "
            r"$q(z \mid x)$ is the posterior.",
        ),
        Claim(
            "elbo-gained-is-gap-lost",
            (
                "If only $q$ is changed, the left side stands still, and each bit that the ELBO "
                "gains is a bit less between the guess and the posterior",
            ),
            Tried(checks.a_bit_gained_is_a_bit_nearer),
            "If only $q$ is changed, each bit that the ELBO gains is a bit less between the guess "
            "and the posterior.",
        ),
        Claim(
            "latent-costs-ce-less-entropy",
            (
                "The latent itself costs the cross-entropy of $q$ and the prior, but the receiver "
                "can find out afterwards which random choice you made, and so gets the entropy of "
                "$q$ back",
                "Cross-entropy less entropy is the second term",
            ),
            Tried(checks.bits_back),
            r"The KL term is what a latent drawn from $q(z \mid x)$ costs in a code made for the "
            r"prior, less the entropy of $q(z \mid x)$.",
        ),
        Claim(
            "kl-of-independent-parts-adds",
            ("The divergences of independent parts add up, and so, in nats",),
            Proved(symbolic.kl_adds),
            "The KL divergences of independent parts add up.",
        ),
        Claim(
            "precision-costs-bits",
            (
                "With the mean at 0, halving a standard deviation that is at most 1 costs less "
                "than one more bit, and nearly one once it is small",
            ),
            Tried(checks.halving_costs_a_bit),
            "In the KL term of a Gaussian VAE with mean 0, halving a standard deviation that is at "
            "most 1 costs less than one more bit, and nearly one once it is small.",
        ),
        Claim(
            "heavy-weight-collapses",
            ("That is **posterior collapse**",),
            Shown(checks.heavy_weight_collapses),
            "A large weight on the KL term can bring it to 0 in training.",
        ),
        Claim(
            "weak-latent-trades-at-squared-correlations",
            (
                "For each pixel the rate is the squared correlation of latent and pixel, and the "
                "savings of all pixels add up, while the latent is paid for once",
            ),
            (Proved(symbolic.weak_latent), Tried(checks.weak_latent_trades, cases=10)),
            "What a weak latent saves on independent pixels, per bit of its KL term, tends to the "
            "sum of its squared correlations with the pixels.",
        ),
        Claim(
            "first-component-trades-best",
            (
                "Which $u$ is best? The first principal component of the standardised pixels: the "
                "sum of squared correlations is then the largest eigenvalue of their correlation "
                "matrix, and no $u$ gets more. That is a number which can be computed before any "
                "training",
                "at this weight no small step away from there pays",
            ),
            Tried(checks.first_component_is_best),
            "The sum of squared correlations of a function of the picture with the pixels is at "
            "most the largest eigenvalue of the pixels' correlation matrix, which the first "
            "principal component of the standardised pixels reaches.",
        ),
        Claim(
            "a-bit-saves-at-most-one-a-pixel",
            (
                "What does hold for every encoder: if the pixels are independent given the latent, "
                "as with this decoder, a bit of KL cannot save more bits than there are pixels",
                "And a strong latent gets no better rate",
            ),
            Tried(checks.no_more_than_the_pixels),
            "If the pixels are independent given the latent, a bit of KL cannot save more bits of "
            "reconstruction than there are pixels, against the best model without a latent.",
        ),
        Claim(
            "copies-save-one-a-pixel",
            ("That many it can save, namely when all pixels are copies of one another",),
            Shown(checks.copies_save_that_many),
            "If all pixels are copies of one another, a bit of KL can save as many bits of "
            "reconstruction as there are pixels.",
        ),
        Claim(
            "mean-loss-at-least-entropy",
            ("Averaged over the pictures, whatever the encoder and the decoder",),
            Tried(checks.loss_has_a_floor),
            r"Averaged over $R$, minus the ELBO is at least $H(R)$, whatever the encoder and the "
            "decoder.",
        ),
        Claim(
            "strong-decoder-needs-no-latent",
            (
                "Suppose that the decoder needs no latent to reach $H(R)$",
                "Then whatever is spent on a latent saves at most as much on the picture, and less "
                "where $q$ is not the posterior. At weight 1 a latent can at best break even",
                "why a model may collapse at weight 1",
            ),
            Tried(checks.latent_only_loses),
            "If a decoder reaches $H(R)$ without a latent, then whatever is spent on a latent "
            "saves at most as much on the picture.",
        ),
        Claim(
            "grey-pixels-have-a-floor",
            (
                "the floor of soft labels](06b-soft-labels.ipynb), the entropy of each pixel read "
                "as a coin",
                "Even a decoder that returns the picture itself pays that",
            ),
            Tried(gan_checks.grey_has_a_floor),
            "The binary cross-entropy of grey pixels is at least the sum of their entropies, which "
            "a prediction equal to the picture reaches.",
        ),
        Claim(
            "grey-loss-is-no-probability",
            (
                "The number has ceased to be minus the logarithm of a probability of the picture, "
                "and so its sum with the KL term bounds no evidence",
            ),
            Tried(gan_checks.grey_is_no_probability),
            "With grey pixels, exp(−binary cross-entropy) is no density: its integral over the "
            "grey values is not 1.",
        ),
        Claim(
            "best-discriminator-reaches-js",
            (
                "So, in nats, against the best discriminator the generator's loss is twice the "
                "[Jensen–Shannon divergence](03-kl-divergence.ipynb) less a constant",
                r"It says ½ everywhere, and the value is $-2 \log 2$",
            ),
            (Proved(symbolic.best_discriminator), Tried(gan_checks.best_discriminator_reaches)),
            r"The most that a discriminator can make of $V(D)$ is "
            r"$2 D_{\mathrm{JS}}(R, S) - 2 \log 2$ nats, at $D = R / (R + S)$.",
        ),
        Claim(
            "discriminator-is-a-classifier",
            (
                "The discriminator is a classifier, and $-V(D) / 2$ is its cross-entropy when half "
                "the pictures are real. The best it can do is the entropy of the label given the "
                r"picture, and that falls short of $\log 2$ by the Jensen–Shannon divergence",
            ),
            Tried(gan_checks.discriminator_is_a_classifier),
        ),
        Claim(
            "ignorant-discriminator-shows-the-same",
            (
                "The converse does not hold: a discriminator that learned nothing also says ½ "
                "everywhere, whatever $S$ is",
            ),
            Tried(gan_checks.ignorant_discriminator),
            r"A discriminator that says ½ everywhere has the value $-2 \log 2$, whatever $S$ is.",
        ),
    ),
    repeats={
        "kl-never-negative": ("Gibbs' inequality says that the divergence is never negative",),
    },
    givens=(
        "A **latent-variable model** describes both steps",
        "All these $p$ belong to the model",
        r"In its notation $Q_i$ is $q(z = i \mid x)$, $J_i$ is $p(x, z = i)$, and $P_i$ is the "
        "true posterior",
        r"The encoder's answer is sampled as $z_j = \mu_j + \sigma_j \varepsilon_j$",
        r"With $\beta = 1$ the loss is minus the ELBO",
        r"A bit of KL is paid, at the price $\beta$, and some bits of reconstruction are saved. A "
        r"dimension of the latent is worth having while it saves more than $\beta$ bits for each "
        "bit paid",
        "with a small $m$, its deviation is 1, and $u$ has mean 0 and variance 1 over the pictures",
        "keep terms up to $m^2$",
        "$x_i$ between 0 and 1",
        "In the proof $F_i$ stands for $1 - D_i$, and $M$ for the mean of $R$ and $S$",
        "let the guess put all its probability on the third",
        "A world has pictures of two pixels, which always agree: both are dark, or both are white, "
        "half of the time each",
        "A generator has become perfect, $S = R$",
    ),
    remarks=(
        "the second term is 0.000",
        "to say what each term costs in bits",
        "what does it cost in bits",
        "the sum is an integral that has no formula",
        "the larger a square, the likelier is ink in that pixel",
        "test pictures it has never seen. It was never told which digits they are",
        "twos at the lower right",
        "Usually this cannot be said",
        "a fine grid of equal steps gives it to many digits. So all the quantities in equation",
        "Samples of three models for the same ten latents from the prior",
        "which is how most people meet it",
        "and raised the weight slowly from 0 during training",
        "explain it by the bill above",
        "Do not compare it with the bits of this page",
        "In training the discriminator takes a few steps and is not the best one",
        r"since early in training $\log(1 - D(x))$ hardly moves",
        "what is the value of the game in nats",
        "The same divergence, at a price that somebody sets",
    ),
)
