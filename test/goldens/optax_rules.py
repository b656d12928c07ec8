"""Optax's optimizers. The tables grow by a line a rule; nothing else has to change.

A line has: the rule's export name in fall-line; Optax's slots as {name of a field: (our symbol, column of states.py)}, with a
third entry where Optax's value is a multiple of ours; and pairs of (our arguments, Optax's transformation).

What Optax does differently, and what follows for the goldens: epsilon inside the root (Adagrad, RMSprop) and the rate inside
the buffer (RMSprop's and LARS's momentum); a maximum of corrected squares (AMSGrad); rectification from 5 on (RAdam); momentum
from the bias corrections alone (NAdam); bias corrections that the paper lacks (Yogi, Prodigy); Adan's decay added, not divided
by; LARS's norm of gradient and decay together. Rprop makes each step one update late, and Sophia uses its Hessian one update
late with a bias correction that its paper does not have: no goldens.
"""

import functools

import jax.numpy as jnp
import optax
from optax import contrib

from optax_peer import Lookahead, ScheduleFree, cosine, halved, line
from problems import LAYERED, PROBLEMS

M, V = ("m", "signed"), ("v", "square")
MOMENTS = {"mu": M, "nu": V}

# fmt: off
RULES = [
    ("signDescent", {}, [
        ({"learningRate": 0.003}, optax.sign_sgd(0.003)),
        ({"learningRate": 0.0007}, optax.sign_sgd(0.0007)),
    ]),
    ("adagrad", {"sum_of_squares": ("s", "square")}, [
        ({"learningRate": 0.5, "epsilon": 1e-7, "initialAccumulator": 0.1, "epsilonInside": True},
         optax.adagrad(0.5, initial_accumulator_value=0.1, eps=1e-7)),
        ({"learningRate": 0.05, "epsilon": 1e-2, "initialAccumulator": 1.0, "epsilonInside": True},
         optax.adagrad(0.05, initial_accumulator_value=1.0, eps=1e-2)),
    ]),
    ("rmsprop", {"nu": V}, [
        ({"learningRate": 0.01, "rho": 0.99, "epsilon": 1e-8, "epsilonInside": True},
         optax.rmsprop(0.01, decay=0.99, eps=1e-8)),
        ({"learningRate": 0.002, "rho": 0.9, "epsilon": 1e-3, "epsilonInside": True},
         optax.rmsprop(0.002, decay=0.9, eps=1e-3)),
    ]),
    ("rmsprop", {"nu": V, "trace": ("b", "signed", -1)}, [
        ({"learningRate": 0.003, "rho": 0.99, "epsilon": 1e-8, "momentum": 0.9, "epsilonInside": True, "rateInside": True},
         optax.rmsprop(0.003, decay=0.99, eps=1e-8, momentum=0.9)),
        ({"learningRate": 0.0005, "rho": 0.95, "epsilon": 1e-3, "momentum": 0.5, "epsilonInside": True, "rateInside": True},
         optax.rmsprop(0.0005, decay=0.95, eps=1e-3, momentum=0.5)),
    ]),
    ("rmsprop", {"nu": V, "mu": ("m", "mean")}, [
        ({"learningRate": 0.01, "rho": 0.99, "epsilon": 1e-8, "centred": True, "epsilonInside": True},
         optax.rmsprop(0.01, decay=0.99, eps=1e-8, centered=True)),
        ({"learningRate": 0.0005, "rho": 0.95, "epsilon": 1e-2, "centred": True, "epsilonInside": True},
         optax.rmsprop(0.0005, decay=0.95, eps=1e-2, centered=True)),
    ]),
    ("rmsprop", {"nu": V, "mu": ("m", "mean"), "trace": ("b", "signed", -1)}, [
        ({"learningRate": 0.001, "rho": 0.99, "epsilon": 1e-6, "momentum": 0.8, "centred": True, "epsilonInside": True,
          "rateInside": True},
         optax.rmsprop(0.001, decay=0.99, eps=1e-6, momentum=0.8, centered=True)),
        ({"learningRate": 0.0005, "rho": 0.95, "epsilon": 1e-2, "momentum": 0.3, "centred": True, "epsilonInside": True,
          "rateInside": True},
         optax.rmsprop(0.0005, decay=0.95, eps=1e-2, momentum=0.3, centered=True)),
    ]),
    ("adam", MOMENTS, [
        ({"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "epsilonRoot": 1e-6},
         optax.adam(0.05, b1=0.9, b2=0.999, eps=1e-8, eps_root=1e-6)),
        ({"learningRate": 0.005, "beta1": 0.8, "beta2": 0.99, "epsilon": 0.0, "epsilonRoot": 1e-2},
         optax.adam(0.005, b1=0.8, b2=0.99, eps=0.0, eps_root=1e-2)),
    ]),
    ("amsgrad", MOMENTS | {"nu_max": ("w", "square2")}, [
        ({"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "form": "optax"},
         optax.amsgrad(0.05, b1=0.9, b2=0.999, eps=1e-8)),
        ({"learningRate": 0.2, "beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3, "form": "optax"},
         optax.amsgrad(0.2, b1=0.5, b2=0.9, eps=1e-3)),
    ]),
    ("nadam", MOMENTS, [
        ({"learningRate": 0.03, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "form": "optax"},
         optax.nadam(0.03, b1=0.9, b2=0.999, eps=1e-8)),
        ({"learningRate": 0.005, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "form": "optax"},
         optax.nadam(0.005, b1=0.8, b2=0.99, eps=1e-3)),
    ]),
    ("radam", MOMENTS, [
        ({"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "form": "optax"},
         optax.radam(1e-3, b1=0.9, b2=0.999, eps=1e-8)),
        ({"learningRate": 5e-4, "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-3, "form": "optax"},
         optax.radam(5e-4, b1=0.8, b2=0.9, eps=1e-3)),
    ]),
    ("adabelief", {"mu": M, "nu": ("s", "square")}, [
        ({"learningRate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-16, "epsilonRoot": 1e-16},
         optax.adabelief(0.02, b1=0.9, b2=0.999, eps=1e-16, eps_root=1e-16)),
        ({"learningRate": 0.005, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "epsilonRoot": 1e-5},
         optax.adabelief(0.005, b1=0.8, b2=0.99, eps=1e-3, eps_root=1e-5)),
    ]),
    ("yogi", MOMENTS, [
        ({"learningRate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-3, "initialAccumulator": 1e-6, "form": "optax"},
         optax.yogi(0.02, b1=0.9, b2=0.999, eps=1e-3)),
        ({"learningRate": 0.005, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-2, "initialAccumulator": 0.1, "form": "optax"},
         optax.chain(optax.scale_by_yogi(b1=0.8, b2=0.99, eps=1e-2, initial_accumulator_value=0.1), optax.scale(-0.005))),
    ]),
    ("lion", {"mu": M}, [
        ({"learningRate": 0.002, "beta1": 0.9, "beta2": 0.99}, optax.lion(0.002, b1=0.9, b2=0.99, weight_decay=0.0)),
        ({"learningRate": 0.0007, "beta1": 0.8, "beta2": 0.95, "weightDecay": 0.5},
         optax.lion(0.0007, b1=0.8, b2=0.95, weight_decay=0.5)),
    ]),
    ("adan", {"m": M, "v": ("v", "signed2"), "n": ("s", "square"), "g": ("h", "signed3")}, [
        ({"learningRate": 0.01, "beta1": 0.98, "beta2": 0.92, "beta3": 0.99, "epsilon": 1e-8, "epsilonRoot": 1e-8,
          "form": "optax"},
         optax.adan(0.01, b1=0.98, b2=0.92, b3=0.99, eps=1e-8, eps_root=1e-8)),
        ({"learningRate": 0.002, "beta1": 0.9, "beta2": 0.8, "beta3": 0.95, "epsilon": 1e-3, "epsilonRoot": 0.0,
          "weightDecay": 0.2, "form": "optax"},
         optax.adan(0.002, b1=0.9, b2=0.8, b3=0.95, eps=1e-3, eps_root=0.0, weight_decay=0.2)),
    ]),
    ("adopt", MOMENTS, [
        ({"learningRate": 0.01, "beta1": 0.9, "beta2": 0.9999, "epsilon": 1e-6, "clipped": True},
         contrib.adopt(0.01, b1=0.9, b2=0.9999, eps=1e-6)),
        ({"learningRate": 0.003, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-2, "clipped": False},
         contrib.adopt(0.003, b1=0.8, b2=0.99, eps=1e-2, use_clipping=False)),
    ]),
    ("ademamix", {"m1": ("m_1", "signed"), "m2": ("m_2", "signed2"), "nu": V}, [
        ({"learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "beta3": 0.9999, "alpha": 5.0, "epsilon": 1e-8},
         contrib.ademamix(0.01, b1=0.9, b2=0.999, b3=0.9999, alpha=5.0, eps=1e-8)),
        ({"learningRate": 0.003, "beta1": 0.8, "beta2": 0.99, "beta3": 0.999, "alpha": 2.0, "epsilon": 1e-3,
          "weightDecay": 0.2},
         contrib.ademamix(0.003, b1=0.8, b2=0.99, b3=0.999, alpha=2.0, eps=1e-3, weight_decay=0.2)),
    ]),
    ("optimisticDescent", {"previous_gradient": ("h", "signed")}, [
        ({"learningRate": 2e-4, "alpha": 1.0, "beta": 1.0}, optax.optimistic_gradient_descent(2e-4, alpha=1.0, beta=1.0)),
        ({"learningRate": 1e-4, "alpha": 1.5, "beta": 0.5}, optax.optimistic_gradient_descent(1e-4, alpha=1.5, beta=0.5)),
    ]),
    ("prodigy", {"params0": ("theta_0", "place"), "estim_lr": ("d", "fraction"), "exp_avg": M, "exp_avg_sq": V,
                 "numerator_weighted": ("r", "amount"), "grad_sum": ("s", "signed2")}, [
        ({"learningRate": 1.0, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "initialDistance": 1e-6, "form": "optax"},
         contrib.prodigy(1.0, betas=(0.9, 0.999), eps=1e-8, estim_lr0=1e-6)),
        ({"learningRate": 0.1, "beta1": 0.8, "beta2": 0.99, "beta3": 0.9, "epsilon": 1e-3, "initialDistance": 1e-3,
          "coefficient": 0.5, "weightDecay": 0.1, "form": "optax"},
         contrib.prodigy(0.1, betas=(0.8, 0.99), beta3=0.9, eps=1e-3, estim_lr0=1e-3, estim_lr_coef=0.5, weight_decay=0.1)),
    ]),
    ("dAdaptAdam", {"estim_lr": ("d", "fraction"), "exp_avg": M, "exp_avg_sq": V,
                    "numerator_weighted": ("r", "amount"), "grad_sum": ("s", "signed2")}, [
        ({"learningRate": 1.0, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "initialDistance": 1e-6},
         contrib.dadapt_adamw(1.0, betas=(0.9, 0.999), eps=1e-8, estim_lr0=1e-6)),
        ({"learningRate": 0.1, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "initialDistance": 1e-3, "weightDecay": 0.1},
         contrib.dadapt_adamw(0.1, betas=(0.8, 0.99), eps=1e-3, estim_lr0=1e-3, weight_decay=0.1)),
    ]),
]

# From the table of iterates: theta is recovered from y and z, which cancels where they are far apart.
ITERATES = [
    ("scheduleFreeSgd", {"z": ("z", "place"), "weight_sum": ("W", "amount"), "max_lr": ("eta_max", "fraction")}, [
        ({"learningRate": 5e-4, "beta": 0.9, "weightPower": 2.0}, ScheduleFree(contrib.schedule_free_sgd(5e-4, b1=0.9))),
        ({"learningRate": 2e-4, "beta": 0.95, "weightDecay": 0.5, "weightPower": 1.0},
         ScheduleFree(contrib.schedule_free_sgd(2e-4, b1=0.95, weight_decay=0.5, weight_lr_power=1.0))),
    ]),
    ("scheduleFreeAdamw", {"z": ("z", "place"), "nu": V, "weight_sum": ("W", "amount"), "max_lr": ("eta_max", "fraction")}, [
        ({"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightPower": 2.0},
         ScheduleFree(contrib.schedule_free_adamw(0.05, b1=0.9, b2=0.999, eps=1e-8))),
        ({"learningRate": 0.01, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "weightDecay": 0.2, "weightPower": 1.0},
         ScheduleFree(contrib.schedule_free_adamw(0.01, b1=0.8, b2=0.99, eps=1e-3, weight_decay=0.2, weight_lr_power=1.0))),
    ]),
]

# One layer on the usual problems, two on the layered one; one step from the states of two layers.
LAYERS = [
    ("novograd", {"mu": M, "nu": ("v", "byLayer")}, [
        ({"learningRate": 0.005, "beta1": 0.9, "beta2": 0.25, "epsilon": 1e-6},
         optax.novograd(0.005, b1=0.9, b2=0.25, eps=1e-6)),
        ({"learningRate": 0.002, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-2, "weightDecay": 0.1},
         optax.novograd(0.002, b1=0.8, b2=0.95, eps=1e-2, weight_decay=0.1)),
    ]),
    ("lars", {"trace": ("m", "signed", -1)}, [
        ({"learningRate": 1.0, "beta": 0.9, "weightDecay": 1e-4, "trust": 0.001, "epsilon": 0.0, "form": "optax"},
         optax.lars(1.0, weight_decay=1e-4, trust_coefficient=0.001, momentum=0.9)),
        ({"learningRate": 0.5, "beta": 0.5, "weightDecay": 0.1, "trust": 0.002, "epsilon": 1e-2, "form": "optax"},
         optax.lars(0.5, weight_decay=0.1, trust_coefficient=0.002, eps=1e-2, momentum=0.5)),
    ]),
    ("lamb", MOMENTS, [
        ({"learningRate": 0.005, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-6}, optax.lamb(0.005, b1=0.9, b2=0.999, eps=1e-6)),
        ({"learningRate": 0.002, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "weightDecay": 0.1},
         optax.lamb(0.002, b1=0.8, b2=0.99, eps=1e-3, weight_decay=0.1)),
    ]),
]

# As Optax's alias makes it, but that one's decay is a float32 number. No bound 1 / sqrt(t) on the rate: these rates stay below.
adafactor = lambda rate, power, clip, epsilon, decay: optax.chain(
    optax.scale_by_factored_rms(
        decay_rate=power, min_dim_size_to_factor=1, epsilon=epsilon, decay_rate_fn=lambda i, power: 1 - (i + 1.0) ** -power
    ),
    optax.clip_by_block_rms(clip),
    optax.scale(rate),
    optax.scale_by_param_block_rms(1e-3),
    optax.add_decayed_weights(rate * decay),
    optax.scale(-1),
)
ADAFACTOR = [
    ("adafactor", {}, [
        ({"learningRate": 0.002, "decayPower": 0.8, "clip": 1.0, "epsilon1": 1e-30, "epsilon2": 1e-3, "form": "paper"},
         adafactor(0.002, 0.8, 1.0, 1e-30, 0.0)),
        ({"learningRate": 0.0007, "decayPower": 0.6, "clip": 2.0, "epsilon1": 1e-3, "epsilon2": 1e-3, "weightDecay": 0.05,
          "form": "paper"}, adafactor(0.0007, 0.6, 2.0, 1e-3, 0.05)),
    ]),
]

# Optax's own pieces, without the bias corrections that its alias has and Muon's authors have not. A vector is one row, and
# sqrt(rows / columns) is below 1 for these shapes.
def muon(rate, mu, nesterov, decay):
    row = lambda u: u if u.ndim > 1 else u[None]
    orthogonal = functools.partial(
        contrib._muon.orthogonalize_via_newton_schulz, ns_coeffs=jnp.array(contrib._muon._DEFAULT_NS_COEFFS), eps=1e-7
    )
    return optax.chain(
        optax.scale(1 - mu),
        optax.trace(mu, nesterov=nesterov),
        optax.stateless_with_tree_map(lambda u, _: orthogonal(row(u)).reshape(u.shape)),
        optax.add_decayed_weights(decay),
        optax.scale(-rate),
    )


MUON = [
    ("muon", {"trace": M}, [
        ({"learningRate": 0.002, "momentum": 0.95}, muon(0.002, 0.95, True, 0.0)),
        ({"learningRate": 0.001, "momentum": 0.8, "nesterov": False, "weightDecay": 0.1}, muon(0.001, 0.8, False, 0.1)),
    ]),
]

# Whole runs only: where forms part when a hyperparameter is a schedule.
SCHEDULED = [
    ("rmsprop", {}, [
        ({"learningRate": {"schedule": "stepDecay", "initial": 0.004, "factor": 0.5, "every": 60}, "rho": 0.99, "epsilon": 1e-8,
          "momentum": 0.9, "epsilonInside": True, "rateInside": True},
         optax.rmsprop(halved(0.004, 60), decay=0.99, eps=1e-8, momentum=0.9)),
    ]),
    ("lars", {}, [
        ({"learningRate": {"schedule": "cosine", "initial": 1.0, "final": 0.1, "steps": 300}, "beta": 0.9, "weightDecay": 0.01,
          "trust": 0.001, "epsilon": 0.0, "form": "optax"},
         optax.lars(cosine(1.0, 0.1, 300), weight_decay=0.01, trust_coefficient=0.001, momentum=0.9)),
    ]),
    ("ademamix", {}, [
        ({"learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
          "beta3": {"schedule": "cosine", "initial": 0.9, "final": 0.999, "steps": 300},
          "alpha": {"schedule": "cosine", "initial": 0.0, "final": 5.0, "steps": 300}},
         contrib.ademamix(0.01, b1=0.9, b2=0.999, b3=cosine(0.9, 0.999, 300), alpha=cosine(0.0, 5.0, 300), eps=1e-8)),
    ]),
    ("prodigy", {}, [
        ({"learningRate": {"schedule": "cosine", "initial": 1.0, "final": 0.1, "steps": 300}, "beta1": 0.9, "beta2": 0.999,
          "epsilon": 1e-8, "initialDistance": 1e-6, "form": "optax"},
         contrib.prodigy(cosine(1.0, 0.1, 300), betas=(0.9, 0.999), eps=1e-8, estim_lr0=1e-6)),
    ]),
]

# Without memory we can set from outside: whole runs only.
RANGER = [
    ("ranger", {}, [
        ({"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "every": 6, "alpha": 0.5, "form": "optax"},
         Lookahead(optax.radam(1e-3, b1=0.9, b2=0.999, eps=1e-8), sync_period=6, slow_step_size=0.5)),
        ({"learningRate": 5e-4, "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-3, "every": 3, "alpha": 0.8, "form": "optax"},
         Lookahead(optax.radam(5e-4, b1=0.8, b2=0.9, eps=1e-3), sync_period=3, slow_step_size=0.8)),
    ]),
]
# fmt: on


def lines():
    tables = [
        (RULES, "elements", PROBLEMS),
        (ITERATES, "iterates", PROBLEMS),
        (LAYERS, "layers", PROBLEMS | LAYERED),
        (MUON, "layers", PROBLEMS | LAYERED),
        (ADAFACTOR, None, PROBLEMS | LAYERED),
        (SCHEDULED, None, PROBLEMS),
        (RANGER, None, PROBLEMS),
    ]
    for rules, table, problems in tables:
        for name, slots, settings in rules:
            for ours, peer in settings:
                yield line({"rule": name, "settings": ours}, peer, slots, table, problems)
