"""Writes authors.json: where optimizers go that their papers' authors publish, for rules that PyTorch lacks.

    python -m venv env
    env/bin/pip install torch==2.15.0 numpy tabulate colorama prodigyopt==1.1.2 dadaptation==3.2 schedulefree==1.4.1
    env/bin/pip install qhoptim==1.1.0 adabelief-pytorch==0.2.1 git+https://github.com/sail-sg/Adan@2c65bea
    env/bin/python test/references/authors.py
"""

import contextlib
import io
import json
import math
import pathlib

import torch
from adabelief_pytorch import AdaBelief
from adan import Adan
from dadaptation import DAdaptAdam
from prodigyopt import Prodigy
from qhoptim.pyt import QHM, QHAdam
from schedulefree import AdamWScheduleFreeReference, SGDScheduleFreeReference

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

WEIGHTS = [1, 0.5, 2, 1.5, 0.25, 3, 0.75, 1.25, 0.1, 4, 0.6, 0.9]
PLACES = [0.5, -1, 0.25, 1.5, -0.5, 2, -1.5, 0.75, 1, -0.25, -2, 1.75]
START = [1, -2, 0.5, 3, -1, 2.5, 0.1, -0.4, 1.2, -3, 0.7, -0.9]
RECORDED = [1, 2, 3, 10, 30, 100, 300]


def wobble(t, i):
    return ((t * t * 7919 + i * 104729 + t * i * 31) % 1001) / 500 - 1


def bumpy(x, t):
    """As in problems.ts."""
    g = []
    for i, (c, k) in enumerate(zip(WEIGHTS, PLACES, strict=True)):
        u = x[i] - k
        wide = 1 + 4 * u * u
        g.append(c * (x[i] / 5 + (16 * u) / (wide * wide)) + 0.3 * wobble(t, i))
    return g


CORRECTED = {"use_bias_correction": True, "decouple": True}
# The rule, its package, the optimizer, pairs of our settings and theirs.
RULES = [
    ("prodigy", "prodigyopt 1.1.2", Prodigy, [
        ({"learningRate": 1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "initialDistance": 1e-6, "form": "optax"},
         {"lr": 1, "betas": (0.9, 0.999), "eps": 1e-8, "d0": 1e-6} | CORRECTED),
        ({"learningRate": 0.5, "beta1": 0.5, "beta2": 0.9, "beta3": 0.97, "epsilon": 1e-3, "weightDecay": 0.1,
          "initialDistance": 1e-3, "coefficient": 0.5, "form": "optax"},
         {"lr": 0.5, "betas": (0.5, 0.9), "beta3": 0.97, "eps": 1e-3, "weight_decay": 0.1, "d0": 1e-3, "d_coef": 0.5}
         | CORRECTED),
        # With an epsilon that is lost in rounding, as the paper has the old d beside it and the code the new one.
        ({"learningRate": 1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-30, "weightDecay": 0.01, "initialDistance": 1e-4,
          "form": "paper"},
         {"lr": 1, "betas": (0.9, 0.999), "eps": 1e-30, "weight_decay": 0.01, "d0": 1e-4, "decouple": True}),
    ]),
    ("dAdaptAdam", "dadaptation 3.2", DAdaptAdam, [
        ({"learningRate": 1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "initialDistance": 1e-6},
         {"lr": 1, "betas": (0.9, 0.999), "eps": 1e-8, "d0": 1e-6} | CORRECTED),
        ({"learningRate": 0.5, "beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3, "weightDecay": 0.1, "initialDistance": 1e-3},
         {"lr": 0.5, "betas": (0.5, 0.9), "eps": 1e-3, "weight_decay": 0.1, "d0": 1e-3} | CORRECTED),
    ]),
    ("scheduleFreeSgd", "schedulefree 1.4.1", SGDScheduleFreeReference, [
        ({"learningRate": 0.05, "beta": 0.9}, {"lr": 0.05, "momentum": 0.9}),
        ({"learningRate": 0.02, "beta": 0.5, "weightDecay": 0.1}, {"lr": 0.02, "momentum": 0.5, "weight_decay": 0.1}),
    ]),
    ("scheduleFreeAdamw", "schedulefree 1.4.1", AdamWScheduleFreeReference, [
        ({"learningRate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
         {"lr": 0.02, "betas": (0.9, 0.999), "eps": 1e-8}),
        ({"learningRate": 0.01, "beta1": 0.6, "beta2": 0.8, "epsilon": 1e-2, "weightDecay": 0.2},
         {"lr": 0.01, "betas": (0.6, 0.8), "eps": 1e-2, "weight_decay": 0.2}),
    ]),
    ("qhm", "qhoptim 1.1.0", QHM, [
        ({"learningRate": 0.05, "beta": 0.999, "nu": 0.7}, {"lr": 0.05, "momentum": 0.999, "nu": 0.7}),
        ({"learningRate": 0.02, "beta": 0.8, "nu": 0.3}, {"lr": 0.02, "momentum": 0.8, "nu": 0.3}),
    ]),
    ("qhadam", "qhoptim 1.1.0", QHAdam, [
        ({"learningRate": 0.02, "beta1": 0.995, "beta2": 0.999, "nu1": 0.7, "nu2": 1, "epsilon": 1e-8},
         {"lr": 0.02, "betas": (0.995, 0.999), "nus": (0.7, 1.0), "eps": 1e-8}),
        ({"learningRate": 0.005, "beta1": 0.5, "beta2": 0.8, "nu1": 0.4, "nu2": 0.6, "epsilon": 1e-2},
         {"lr": 0.005, "betas": (0.5, 0.8), "nus": (0.4, 0.6), "eps": 1e-2}),
    ]),
    ("adabelief", "adabelief-pytorch 0.2.1", AdaBelief, [
        ({"learningRate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-16},
         {"lr": 0.02, "betas": (0.9, 0.999), "eps": 1e-16, "rectify": False}),
        ({"learningRate": 0.005, "beta1": 0.5, "beta2": 0.8, "epsilon": 1e-3},
         {"lr": 0.005, "betas": (0.5, 0.8), "eps": 1e-3, "rectify": False}),
    ]),
    ("adan", "sail-sg/Adan 2c65bea", Adan, [
        ({"learningRate": 0.02, "beta1": 0.98, "beta2": 0.92, "beta3": 0.99, "epsilon": 1e-8},
         {"lr": 0.02, "betas": (0.98, 0.92, 0.99), "eps": 1e-8, "foreach": False}),
        ({"learningRate": 0.005, "beta1": 0.7, "beta2": 0.8, "beta3": 0.9, "epsilon": 1e-2, "weightDecay": 0.3},
         {"lr": 0.005, "betas": (0.7, 0.8, 0.9), "eps": 1e-2, "weight_decay": 0.3, "foreach": False}),
    ]),
]


def path(optimizer, arguments, start):
    """The returned point after each recorded update."""
    theta = torch.nn.Parameter(torch.tensor(start))
    with contextlib.redirect_stdout(io.StringIO()):
        made = optimizer([theta], **arguments)
        getattr(made, "train", bool)()
    points = []
    for t in range(1, RECORDED[-1] + 1):
        theta.grad = torch.tensor(bumpy(theta.tolist(), t))
        made.step()
        if t in RECORDED:
            points.append(made.state[theta].get("x", theta).tolist())
    return points


def run(rule, package, optimizer, ours, theirs):
    """[step, point, how far the point moves when one coordinate of the start moves by one unit in the last place]."""
    start = [float(x) for x in START]
    points = path(optimizer, theirs, start)
    most = [0.0] * len(points)
    for i in range(len(start)):
        moved = start[:i] + [math.nextafter(start[i], math.inf)] + start[i + 1 :]
        for k, other in enumerate(path(optimizer, theirs, moved)):
            most[k] = max(most[k], *(abs(a - b) for a, b in zip(points[k], other, strict=True)))
    records = [[t, point, float(f"{moved:.3g}")] for t, point, moved in zip(RECORDED, points, most, strict=True)]
    return {"package": package, "rule": rule, "settings": ours, "records": records}


if __name__ == "__main__":
    lines = [run(rule, package, made, *pair) for rule, package, made, settings in RULES for pair in settings]
    text = ",\n".join(json.dumps(line, separators=(",", ":"), allow_nan=False) for line in lines)
    pathlib.Path(__file__).with_name("authors.json").write_text(f"[\n{text}\n]\n")
