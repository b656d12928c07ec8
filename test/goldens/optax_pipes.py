"""Pipes of wrappers and a rule by Optax.

A line has our links in pipe's order, Optax's transformation, the table of states or None, and the problems. A pipe is compared
along runs; one without memory also by one step from each state.
"""

import jax.numpy as jnp
import optax

from optax_peer import Lookahead, Sam, cosine, halved, line
from problems import BROKEN, LAYERED, PROBLEMS

GD = ("gradientDescent", {"learningRate": 5e-4})
MOMENTUM = ("momentum", {"learningRate": 2e-4, "beta": 0.9})
ADAM = ("adam", {"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8})
LAMB = ("lamb", {"learningRate": 0.005, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-6})
lamb = optax.lamb(0.005, b1=0.9, b2=0.999, eps=1e-6)
gd, momentum, adam = optax.sgd(5e-4), optax.sgd(2e-4, momentum=0.9), optax.adam(0.05, b1=0.9, b2=0.999, eps=1e-8)

# fmt: off
PIPES = [
    ([("clipByNorm", {"limit": 1.0, "form": "optax"}), ("gradientDescent", {"learningRate": 0.01})],
     optax.chain(optax.clip_by_global_norm(1.0), optax.sgd(0.01)), "elements", PROBLEMS),
    ([("clipByNorm", {"limit": 20.0, "form": "optax"}), ADAM],
     optax.chain(optax.clip_by_global_norm(20.0), adam), None, PROBLEMS),
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
    # One fault too many in a row is let through, and its coordinate is NaN from there on.
    ([("skipIfNotFinite", {"limit": 1}), MOMENTUM], optax.apply_if_finite(momentum, 1), None, BROKEN),
    ([("skipIfNotFinite", {"limit": 3}), MOMENTUM], optax.apply_if_finite(momentum, 3), None, BROKEN),
    ([("sam", {"radius": 0.05}), GD], Sam(gd, 0.05), None, PROBLEMS),
    ([("sam", {"radius": 0.01}), MOMENTUM], Sam(momentum, 0.01), None, PROBLEMS),
    # A norm of all layers, or their rows, before a rule that works layer by layer.
    ([("centralize", {}), ("clipByNorm", {"limit": 50.0, "form": "optax"}), LAMB],
     optax.chain(optax.centralize(), optax.clip_by_global_norm(50.0), lamb), None, LAYERED),
    ([("sam", {"radius": 0.05}), LAMB], Sam(lamb, 0.05), None, LAYERED),
    # Schedules inside: accumulate's rule counts its own updates; the decay follows the rule's rate.
    ([("accumulate", {"every": 4}),
      ("adam", {"learningRate": {"schedule": "cosine", "initial": 0.1, "final": 0.01, "steps": 75}})],
     optax.MultiSteps(optax.adam(cosine(0.1, 0.01, 75)), 4, accumulator_dtype=jnp.float64).gradient_transformation(),
     None, PROBLEMS),
    ([("decoupledDecay", {"weightDecay": 0.5}),
      ("momentum", {"learningRate": {"schedule": "stepDecay", "initial": 4e-4, "factor": 0.5, "every": 60}, "beta": 0.9})],
     optax.chain(optax.trace(0.9), optax.add_decayed_weights(0.5), optax.scale_by_learning_rate(halved(4e-4, 60))),
     None, PROBLEMS),
]
# fmt: on


def lines():
    for links, peer, table, problems in PIPES:
        yield line({"rule": "pipe", "links": links}, peer, {}, table, problems)
