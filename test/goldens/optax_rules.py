"""Optax's optimizers in float64 on the CPU, one update at a time. The tables grow by a line a rule; nothing else has to change.

A line of a table has: the rule's export name in fall-line; Optax's slots as {name of a field: (our symbol, column of states.py)},
with a third entry where Optax's value is a multiple of ours; and pairs of (our arguments, Optax's transformation).

What Optax does differently, and what follows for the goldens: epsilon inside the root (Adagrad, RMSprop) and the rate inside the
buffer (RMSprop's and LARS's momentum); a maximum of corrected squares (AMSGrad); rectification from 5 on (RAdam); momentum from the
bias corrections alone (NAdam); Adan's decay added, not divided by. Its schedule-free parameters are the points y where gradients
are taken: theta is recovered from y and z. Rprop makes each step one update late and Sophia uses its Hessian one update late, with a
bias correction its paper does not have: no goldens. LARS's buffer has the other sign.
"""

import functools

import jax
import jax.numpy as jnp
import numpy as np
import optax
from optax import contrib
from problems import BROKEN, LAYERED, PROBLEMS, SEGMENTS

jax.config.update("jax_enable_x64", True)

M, V = ("m", "signed"), ("v", "square")
MOMENTS = {"mu": M, "nu": V}


class Plain:
    """A transformation of gradients as a peer: parameters and state, carried along."""

    evaluations = 1

    def __init__(self, transformation):
        self.transformation = transformation

    def begin(self, params):
        return params, self.transformation.init(params)

    def point(self, carry):
        """Where the gradient is taken."""
        return carry[0]

    def update(self, carry, g):
        params, state = carry
        updates, state = self.transformation.update(g, state, params)
        return optax.apply_updates(params, updates), state

    def theta(self, carry):
        return carry[0]

    def returned(self, carry):
        """The point that fall-line's rule returns where that is not theta, else None."""
        return None


class Lookahead(Plain):
    def __init__(self, fast, **arguments):
        super().__init__(optax.lookahead(fast, **arguments))

    def begin(self, params):
        return super().begin(optax.LookaheadParams.init_synced(params))

    def point(self, carry):
        return carry[0].fast

    theta = point

    def returned(self, carry):
        return carry[0].slow


class ScheduleFree(Plain):
    def theta(self, carry):
        params, state = carry
        return contrib.schedule_free_eval_params(state, params)


class Sam(Plain):
    """Every second update is the rule's; the one before it goes up to where the gradient is then taken."""

    evaluations = 2

    def __init__(self, rule, radius):
        super().__init__(contrib.sam(rule, optax.chain(contrib.normalize(), optax.sgd(radius)), sync_period=2))


cosine = lambda initial, final, steps: lambda t: final + (initial - final) * (1 + jnp.cos(jnp.pi * t / steps)) / 2
halved = lambda initial, every: lambda t: initial * 0.5 ** (t // every)

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
        ({"learningRate": 0.01, "rho": 0.99, "epsilon": 1e-8, "epsilonInside": True}, optax.rmsprop(0.01, decay=0.99, eps=1e-8)),
        ({"learningRate": 0.002, "rho": 0.9, "epsilon": 1e-3, "epsilonInside": True}, optax.rmsprop(0.002, decay=0.9, eps=1e-3)),
    ]),
    ("rmsprop", {"nu": V, "trace": ("b", "signed", -1)}, [
        ({"learningRate": 0.003, "rho": 0.99, "epsilon": 1e-8, "momentum": 0.9, "epsilonInside": True},
         optax.rmsprop(0.003, decay=0.99, eps=1e-8, momentum=0.9)),
        ({"learningRate": 0.0005, "rho": 0.95, "epsilon": 1e-3, "momentum": 0.5, "epsilonInside": True},
         optax.rmsprop(0.0005, decay=0.95, eps=1e-3, momentum=0.5)),
    ]),
    ("rmsprop", {"nu": V, "mu": ("m", "mean")}, [
        ({"learningRate": 0.01, "rho": 0.99, "epsilon": 1e-8, "centred": True, "epsilonInside": True},
         optax.rmsprop(0.01, decay=0.99, eps=1e-8, centered=True)),
        ({"learningRate": 0.0005, "rho": 0.95, "epsilon": 1e-2, "centred": True, "epsilonInside": True},
         optax.rmsprop(0.0005, decay=0.95, eps=1e-2, centered=True)),
    ]),
    ("rmsprop", {"nu": V, "mu": ("m", "mean"), "trace": ("b", "signed", -1)}, [
        ({"learningRate": 0.001, "rho": 0.99, "epsilon": 1e-6, "momentum": 0.8, "centred": True, "epsilonInside": True},
         optax.rmsprop(0.001, decay=0.99, eps=1e-6, momentum=0.8, centered=True)),
        ({"learningRate": 0.0005, "rho": 0.95, "epsilon": 1e-2, "momentum": 0.3, "centred": True, "epsilonInside": True},
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
        ({"learningRate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-3, "initialAccumulator": 1e-6},
         optax.yogi(0.02, b1=0.9, b2=0.999, eps=1e-3)),
        ({"learningRate": 0.005, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-2, "initialAccumulator": 0.1},
         optax.chain(optax.scale_by_yogi(b1=0.8, b2=0.99, eps=1e-2, initial_accumulator_value=0.1), optax.scale(-0.005))),
    ]),
    ("lion", {"mu": M}, [
        ({"learningRate": 0.002, "beta1": 0.9, "beta2": 0.99}, optax.lion(0.002, b1=0.9, b2=0.99, weight_decay=0.0)),
        ({"learningRate": 0.0007, "beta1": 0.8, "beta2": 0.95, "weightDecay": 0.5},
         optax.lion(0.0007, b1=0.8, b2=0.95, weight_decay=0.5)),
    ]),
    ("adan", {"m": M, "v": ("v", "signed2"), "n": ("s", "square"), "g": ("h", "signed3")}, [
        ({"learningRate": 0.01, "beta1": 0.98, "beta2": 0.92, "beta3": 0.99, "epsilon": 1e-8, "epsilonRoot": 1e-8, "form": "optax"},
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
        ({"learningRate": 0.003, "beta1": 0.8, "beta2": 0.99, "beta3": 0.999, "alpha": 2.0, "epsilon": 1e-3, "weightDecay": 0.2},
         contrib.ademamix(0.003, b1=0.8, b2=0.99, b3=0.999, alpha=2.0, eps=1e-3, weight_decay=0.2)),
    ]),
    ("optimisticDescent", {"previous_gradient": ("h", "signed")}, [
        ({"learningRate": 2e-4, "alpha": 1.0, "beta": 1.0}, optax.optimistic_gradient_descent(2e-4, alpha=1.0, beta=1.0)),
        ({"learningRate": 1e-4, "alpha": 1.5, "beta": 0.5}, optax.optimistic_gradient_descent(1e-4, alpha=1.5, beta=0.5)),
    ]),
    ("prodigy", {"params0": ("theta_0", "place"), "estim_lr": ("d", "fraction"), "exp_avg": M, "exp_avg_sq": V,
                 "numerator_weighted": ("r", "amount"), "grad_sum": ("s", "signed2")}, [
        ({"learningRate": 1.0, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "initialDistance": 1e-6, "growth": 1.0},
         contrib.prodigy(1.0, betas=(0.9, 0.999), eps=1e-8, estim_lr0=1e-6)),
        ({"learningRate": 0.1, "beta1": 0.8, "beta2": 0.99, "beta3": 0.9, "epsilon": 1e-3, "initialDistance": 1e-3, "growth": 0.5,
          "weightDecay": 0.1},
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
        ({"learningRate": 0.005, "beta1": 0.9, "beta2": 0.25, "epsilon": 1e-6}, optax.novograd(0.005, b1=0.9, b2=0.25, eps=1e-6)),
        ({"learningRate": 0.002, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-2, "weightDecay": 0.1},
         optax.novograd(0.002, b1=0.8, b2=0.95, eps=1e-2, weight_decay=0.1)),
    ]),
    ("lars", {"trace": ("m", "signed", -1)}, [
        ({"learningRate": 1.0, "beta": 0.9, "weightDecay": 1e-4, "trust": 0.001, "epsilon": 0.0},
         optax.lars(1.0, weight_decay=1e-4, trust_coefficient=0.001, momentum=0.9)),
        ({"learningRate": 0.5, "beta": 0.5, "weightDecay": 0.1, "trust": 0.002, "epsilon": 1e-2},
         optax.lars(0.5, weight_decay=0.1, trust_coefficient=0.002, eps=1e-2, momentum=0.5)),
    ]),
    ("lamb", MOMENTS, [
        ({"learningRate": 0.005, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-6}, optax.lamb(0.005, b1=0.9, b2=0.999, eps=1e-6)),
        ({"learningRate": 0.002, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "weightDecay": 0.1},
         optax.lamb(0.002, b1=0.8, b2=0.99, eps=1e-3, weight_decay=0.1)),
    ]),
]

# Whole runs only: where forms part when a hyperparameter is a schedule.
SCHEDULED = [
    ("rmsprop", {}, [
        ({"learningRate": {"schedule": "stepDecay", "initial": 0.004, "factor": 0.5, "every": 60}, "rho": 0.99, "epsilon": 1e-8,
          "momentum": 0.9, "epsilonInside": True},
         optax.rmsprop(halved(0.004, 60), decay=0.99, eps=1e-8, momentum=0.9)),
    ]),
    ("lars", {}, [
        ({"learningRate": {"schedule": "cosine", "initial": 1.0, "final": 0.1, "steps": 300}, "beta": 0.9, "weightDecay": 0.01,
          "trust": 0.001, "epsilon": 0.0},
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
          "epsilon": 1e-8, "initialDistance": 1e-6},
         contrib.prodigy(cosine(1.0, 0.1, 300), betas=(0.9, 0.999), eps=1e-8, estim_lr0=1e-6)),
    ]),
]

GD = ("gradientDescent", {"learningRate": 5e-4})
MOMENTUM = ("momentum", {"learningRate": 2e-4, "beta": 0.9})
ADAM = ("adam", {"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8})
gd, momentum, adam = optax.sgd(5e-4), optax.sgd(2e-4, momentum=0.9), optax.adam(0.05, b1=0.9, b2=0.999, eps=1e-8)

# (our links in pipe's order, Optax's transformation, the table of states or None, the problems).
PIPES = [
    ([("clipByNorm", {"limit": 1.0, "form": "optax"}), ("gradientDescent", {"learningRate": 0.01})],
     optax.chain(optax.clip_by_global_norm(1.0), optax.sgd(0.01)), "elements", PROBLEMS),
    ([("clipByNorm", {"limit": 20.0, "form": "optax"}), ADAM], optax.chain(optax.clip_by_global_norm(20.0), adam), None, PROBLEMS),
    ([("adaptiveClip", {"limit": 0.01, "epsilon": 1e-3}), ("gradientDescent", {"learningRate": 0.3})],
     optax.chain(optax.adaptive_grad_clip(0.01, eps=1e-3), optax.sgd(0.3)), "layers", LAYERED),
    ([("adaptiveClip", {"limit": 20.0, "epsilon": 0.1}), MOMENTUM],
     optax.chain(optax.adaptive_grad_clip(20.0, eps=0.1), momentum), None, PROBLEMS | LAYERED),
    ([("centralize", {}), GD], optax.chain(optax.centralize(), gd), "layers", LAYERED),
    ([("centralize", {}), ADAM], optax.chain(optax.centralize(), adam), None, LAYERED),
    ([("decoupledDecay", {"weightDecay": 0.5}), MOMENTUM],
     optax.chain(optax.trace(0.9), optax.add_decayed_weights(0.5), optax.scale(-2e-4)), None, PROBLEMS),
    ([("accumulate", {"every": 4}), ADAM],
     optax.MultiSteps(adam, 4, accumulator_dtype=jnp.float64).gradient_transformation(), None, PROBLEMS),
    ([("accumulate", {"every": 7}), ("clipByNorm", {"limit": 5.0, "form": "optax"}), MOMENTUM],
     optax.MultiSteps(optax.chain(optax.clip_by_global_norm(5.0), momentum), 7, accumulator_dtype=jnp.float64)
         .gradient_transformation(), None, PROBLEMS),
    ([ADAM, ("lookahead", {"every": 5, "alpha": 0.5})], Lookahead(adam, sync_period=5, slow_step_size=0.5), None, PROBLEMS),
    ([ADAM, ("lookahead", {"every": 6, "alpha": 0.8, "reset": True})],
     Lookahead(adam, sync_period=6, slow_step_size=0.8, reset_state=True), None, PROBLEMS),
    ([("skipIfNotFinite", {"limit": 5}), ADAM], optax.apply_if_finite(adam, 5), None, BROKEN),
    ([("skipIfNotFinite", {"limit": 3}), MOMENTUM], optax.apply_if_finite(momentum, 3), None, BROKEN),
    ([("sam", {"radius": 0.05}), GD], Sam(gd, 0.05), None, PROBLEMS),
    ([("sam", {"radius": 0.01}), ADAM], Sam(adam, 0.01), None, PROBLEMS),
]

RANGER = [
    ("ranger", {}, [
        ({"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "every": 6, "alpha": 0.5, "form": "optax"},
         Lookahead(optax.radam(1e-3, b1=0.9, b2=0.999, eps=1e-8), sync_period=6, slow_step_size=0.5)),
        ({"learningRate": 5e-4, "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-3, "every": 3, "alpha": 0.8, "form": "optax"},
         Lookahead(optax.radam(5e-4, b1=0.8, b2=0.9, eps=1e-3), sync_period=3, slow_step_size=0.8)),
    ]),
]
# fmt: on


class Layout:
    """Our vectors as Optax's tree of arrays: a layer each. Adaptive clipping's units are columns there and rows here."""

    def __init__(self, segments, n, transposed=False):
        self.shapes = [tuple(segment["shape"]) for segment in segments] if segments else [(n,)]
        self.transposed = transposed

    def tree(self, vector, like=None):
        """As a tree; as one number or one a layer if `like` is that."""
        if like is not None and not isinstance(like, tuple):
            return vector
        if like is not None and like[0].ndim == 0:
            return tuple(vector)
        pieces = jnp.split(vector, np.cumsum([int(np.prod(shape)) for shape in self.shapes])[:-1])
        parts = [piece.reshape(shape) for piece, shape in zip(pieces, self.shapes)]
        return tuple(part.T for part in parts) if self.transposed else tuple(parts)

    def vector(self, tree):
        if not isinstance(tree, tuple):
            return tree
        return jnp.concatenate([(part.T if self.transposed else part).reshape(-1) for part in tree])


def one_step(peer, slots, settings, layout, state):
    """theta and the slots, by our symbols, after update number `t` of the given state. t = 1 begins with Optax's own new state."""
    theta = jnp.array(state["theta"])
    t = state["t"]
    if t > 1 and isinstance(peer, ScheduleFree):
        beta = settings.get("beta", settings.get("beta1"))
        theta = beta * theta + (1 - beta) * jnp.array(state["place"])
    params, memory = peer.begin(layout.tree(theta))
    if t > 1:
        counts = {"count": t - 1, "count_m2": t - 1, "t": t - 1, "step_count": t, "is_initial_step": False}
        for name, value in counts.items():
            if before := optax.tree.get_all_with_path(memory, name):
                memory = optax.tree.set(memory, **{name: jnp.asarray(value, before[0][1].dtype)})
        for name, (_, column, *factor) in slots.items():
            value = jnp.array(state[column]) * (factor or [1])[0]
            memory = optax.tree.set(memory, **{name: layout.tree(value, like=optax.tree.get(memory, name))})
    carry = peer.update((params, memory), layout.tree(jnp.array(state["g"])))
    after = {"theta": layout.vector(peer.theta(carry)).tolist()}
    for name, (symbol, _, *factor) in slots.items():
        after[symbol] = (layout.vector(optax.tree.get(carry[1], name)) / (factor or [1])[0]).tolist()
    return after


def paths(peer, gradient, starts, steps, segments=None, transposed=False):
    """From each start, all at once: (theta, what is returned) before and after each update."""
    layout = Layout(segments, len(starts[0]), transposed)
    seen = lambda carry: tuple(
        part if part is None else layout.vector(part) for part in (peer.point(carry), peer.theta(carry), peer.returned(carry))
    )

    def first(start):
        carry = peer.begin(layout.tree(start))
        return carry, seen(carry)

    def following(carry, g):
        carry = peer.update(carry, layout.tree(g))
        return carry, seen(carry)

    following = jax.jit(jax.vmap(following))
    carry, (point, theta, returned) = jax.vmap(first)(jnp.array(starts))
    found = [[(start, None)] for start in theta.tolist()]
    for t in range(1, steps + 1):
        for _ in range(peer.evaluations):
            g = np.stack(np.broadcast_arrays(*gradient(list(np.asarray(point).T), t)), axis=1)
            carry, (point, theta, returned) = following(carry, g)
        for path, *row in zip(found, theta.tolist(), returned.tolist() if returned is not None else [None] * len(starts)):
            path.append(tuple(row))
    return found


def lines():
    """What make.py records, a golden a line: see there."""

    def line(golden, peer, slots, table, problems):
        peer = peer if isinstance(peer, Plain) else Plain(peer)
        names = [name for name, _ in golden.get("links", [])]
        transposed = "adaptiveClip" in names
        segments = SEGMENTS if table == "layers" else None
        n = 17 if table == "layers" else 10
        step = functools.partial(one_step, peer, slots, golden.get("settings"), Layout(segments, n, transposed))

        def runs(gradient, starts, steps):
            layers = SEGMENTS if len(starts[0]) == 17 else None
            return paths(peer, gradient, starts, steps, layers, transposed)

        return {
            "golden": {"peer": "optax", **golden},
            "from": table,
            "slots": {symbol: column for symbol, column, *_ in slots.values()},
            "step": step,
            "problems": problems,
            "paths": runs,
        }

    tables = [
        (RULES, "elements", PROBLEMS),
        (ITERATES, "iterates", PROBLEMS),
        (LAYERS, "layers", PROBLEMS | LAYERED),
        (SCHEDULED, None, PROBLEMS),
        (RANGER, None, PROBLEMS),
    ]
    for rules, table, problems in tables:
        for name, slots, settings in rules:
            for ours, peer in settings:
                yield line({"rule": name, "settings": ours}, peer, slots, table, problems)
    for links, peer, table, problems in PIPES:
        yield line({"rule": "pipe", "links": links}, peer, {}, table, problems)
