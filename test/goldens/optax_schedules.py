"""Optax's schedules: (our export name, our settings, or the data of a schedule made of schedules; Optax's). A schedule is a line."""

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import optax
from optax.contrib import reduce_on_plateau


def given(name, parts=(), /, **settings):
    return {"schedule": name, "given": settings, **({"parts": list(parts)} if parts else {})}


def warmed(then, steps=20, peak=0.1):
    """Ours makes update 1 of the rise first: Optax's line from peak / steps to peak has one update less."""
    return optax.join_schedules([optax.linear_schedule(peak / steps, peak, steps - 1), then], [steps])


# fmt: off
SCHEDULES = [
    ("constant", {"value": 0.05}, optax.constant_schedule(0.05)),
    ("linear", {"initial": 0.1, "final": 0.01, "steps": 80}, optax.linear_schedule(0.1, 0.01, 80)),
    ("linear", {"initial": 0.0, "final": 0.1, "steps": 30}, optax.warmup_constant_schedule(0.0, 0.1, 30)),
    ("polynomial", {"initial": 0.1, "final": 0.001, "steps": 100, "power": 3}, optax.polynomial_schedule(0.1, 0.001, 3, 100)),
    ("multiStep", {"initial": 0.1, "milestones": [30, 60, 90]}, optax.piecewise_constant_schedule(0.1, {30: 0.1, 60: 0.1, 90: 0.1})),
    ("piecewise", {"values": [0.1, 0.05, 0.2], "boundaries": [30, 75]}, optax.piecewise_constant_schedule(0.1, {30: 0.5, 75: 4.0})),
    ("exponentialDecay", {"initial": 0.1, "gamma": 0.5**0.05}, optax.exponential_decay(0.1, 20, 0.5)),
    ("stepDecay", {"initial": 0.1, "factor": 0.5, "every": 20}, optax.exponential_decay(0.1, 20, 0.5, staircase=True)),
    ("cosine", {"initial": 0.1, "final": 0.02, "steps": 100}, optax.cosine_decay_schedule(0.1, 100, 0.2)),
    ("cosineRestarts", {"initial": 0.1, "period": 10, "growth": 2}, optax.sgdr_schedule([
        {"init_value": 0.1, "peak_value": 0.1, "warmup_steps": 0, "decay_steps": steps} for steps in (10, 20, 40, 80)
    ])),
    ("oneCycle", {"peak": 0.1, "steps": 100}, optax.cosine_onecycle_schedule(100, 0.1)),
    ("oneCycle", {"peak": 0.1, "steps": 100, "shape": "linear", "phases": 3}, optax.linear_onecycle_schedule(100, 0.1, 0.3, 0.6)),
    ("warmupStableDecay", {"peak": 0.1, "steps": 110, "warmup": 20, "decay": 30}, optax.join_schedules(
        [optax.linear_schedule(0.1 / 20, 0.1, 19), optax.constant_schedule(0.1), optax.linear_schedule(0.1, 0, 30)], [20, 80])),
]

COSINE = given("cosine", initial=0.1, final=0.01, steps=80)
COMBINED = [
    (given("sequence", [given("linear", initial=0.0, final=0.1, steps=20), COSINE], at=[20]),
        optax.warmup_cosine_decay_schedule(0.0, 0.1, 20, 100, 0.01)),
    (given("warmup", [COSINE], steps=20), warmed(optax.cosine_decay_schedule(0.1, 80, 0.1))),
    (given("warmup", [given("exponential decay", initial=0.1, gamma=0.97)], steps=20), warmed(optax.exponential_decay(0.1, 1, 0.97))),
    (given("clamp", [given("exponential decay", initial=0.1, gamma=0.95)], min=0.01), optax.exponential_decay(0.1, 1, 0.95, end_value=0.01)),
    (given("drawn", t=[0, 30, 50, 100], value=[0.01, 0.1, 0.1, 0.02], by="linear"),
        optax.piecewise_interpolate_schedule("linear", 0.01, {30: 10.0, 50: 1.0, 100: 0.2})),
]
# fmt: on

STEPS = 120


def rates(schedule):
    """The rate of each of the first 120 updates: t = 0 to 119."""
    return [float(schedule(jnp.asarray(t, dtype=jnp.float64))) for t in range(STEPS)]


PLATEAUS = [
    ({"factor": 0.5, "patience": 3, "every": 2, "threshold": 0.9, "cooldown": 3, "least": 0.01},
     {"factor": 0.5, "patience": 3, "accumulation_size": 2, "rtol": 0.9, "cooldown": 3, "min_scale": 0.01}),
    ({"factor": 0.3, "patience": 2, "threshold": 0.2}, {"factor": 0.3, "patience": 2, "rtol": 0.2}),
]


def plateaus():
    """Gradient descent just short of where it diverges on (x^2 + 20 y^2) / 2: [scale, x, y] after each update."""
    found = []
    for ours, theirs in PLATEAUS:
        peer = optax.chain(optax.sgd(0.0999), reduce_on_plateau(**theirs))
        theta = jnp.asarray([1.0, 1.0])
        state = peer.init(theta)
        path = []
        for _ in range(STEPS):
            g = theta * jnp.asarray([1.0, 20.0])
            updates, state = peer.update(g, state, theta, value=jnp.sum(theta * g) / 2)
            theta = optax.apply_updates(theta, updates)
            path.append([float(state[-1].scale), float(theta[0]), float(theta[1])])
        found.append({"settings": ours, "path": path})
    return found


def goldens():
    return [
        *[
            {"peer": "optax", "schedule": name, "settings": settings, "rates": rates(schedule)}
            for name, settings, schedule in SCHEDULES
        ],
        *[{"peer": "optax", "data": data, "rates": rates(schedule)} for data, schedule in COMBINED],
    ]
