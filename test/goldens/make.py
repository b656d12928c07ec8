"""Writes the goldens that the tests read: rules.json and optax.json (one of each peer), schedules.json, surfaces.json,
learning.json.

    python -m venv /tmp/goldens && /tmp/goldens/bin/pip install -r test/goldens/requirements.txt
    /tmp/goldens/bin/python test/goldens/make.py

The same machine writes the same bytes; another processor may differ in last digits, far below what the tests allow.
A peer is modules with `lines()`. A line has the golden's names (peer, rule, settings or links), the table of states.py that
it starts from, which column stands for which slot, `step(state)`, and for runs `problems` and `paths(gradient, starts, steps)`.
"""

import importlib.metadata
import json
import math
import pathlib
import sys

import numpy as np
import torch

sys.dont_write_bytecode = True  # leaves no __pycache__ here

import jax_surfaces
import learning
import optax_pipes
import optax_rules
import optax_schedules
import torch_pipes
import torch_rules
import torch_schedules
from problems import ALL, NOISE, SEGMENTS
from states import STATES

HERE = pathlib.Path(__file__).parent
STEPS = 300
RECORDED = [1, 2, 3, 10, 30, 100, 200, 300]


def nudged(start):
    """The start, then each coordinate moved by one unit in the last place, up and down."""
    starts = [start]
    for i in range(len(start)):
        for towards in (math.inf, -math.inf):
            moved = list(start)
            moved[i] = math.nextafter(moved[i], towards)
            starts.append(moved)
    return starts


def run(line, name, gradient, start):
    """[step, theta, rounding, the returned point if another]: rounding is how far a nudged start moves the peer's own path."""
    path, *others = line["paths"](gradient, nudged(start), STEPS)
    records = []
    for step in RECORDED:
        theta, returned = path[step]
        both = theta + (returned or [])
        ends = [other[step][0] + (other[step][1] or []) for other in others]
        moved = max((abs(a - b) for end in ends for a, b in zip(both, end, strict=True) if a == a), default=0.0)
        written = [[None if x != x else x for x in point] for point in (theta, returned) if point]  # JSON has no NaN
        records.append([step, written[0], float(f"{moved:.3g}"), *written[1:]])
    return {**line["golden"], "problem": name, "records": records}


def rules(*modules):
    steps, runs = [], []
    for line in (line for module in modules for line in module.lines()):
        if line["from"]:
            after = [line["step"](state) for state in STATES[line["from"]]]
            # A rule's slots are compared with its first settings only: theta shows them all the same.
            again = steps and (steps[-1]["rule"], steps[-1]["slots"]) == (line["golden"]["rule"], line["slots"])
            if again:
                after = [{"theta": found["theta"]} for found in after]
            steps.append({**line["golden"], "from": line["from"], "slots": line["slots"], "after": after})
        for name, (gradient, start) in line["problems"].items():
            runs.append(run(line, name, gradient, start))
    return {"steps": steps, "runs": runs}


def write(name, packages, content):
    """One entry a line, numbers in their shortest form that reads back as the same double."""
    versions = {package: importlib.metadata.version(package).split("+")[0] for package in packages}

    def line(value):
        return json.dumps(value, separators=(",", ":"), allow_nan=False)

    parts = []
    for key, value in {"made by": versions, **content}.items():
        if isinstance(value, list):
            parts.append(f"{line(key)}:[\n" + ",\n".join(line(entry) for entry in value) + "\n]")
        else:
            parts.append(f"{line(key)}:{line(value)}")
    (HERE / name).write_text("{\n" + ",\n".join(parts) + "\n}\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    starts = {name: start for name, (_, start) in ALL.items()}
    write(
        "rules.json",
        ["torch"],
        {"starts": starts, "noise": NOISE, "segments": SEGMENTS, **STATES, **rules(torch_rules, torch_pipes)},
    )
    write("optax.json", ["optax", "jax"], rules(optax_rules, optax_pipes))
    write(
        "schedules.json",
        ["torch", "optax", "jax"],
        {"schedules": torch_schedules.goldens() + optax_schedules.goldens(), "plateaus": optax_schedules.plateaus()},
    )
    write("learning.json", ["torch"], learning.goldens())
    write("surfaces.json", ["jax"], {"surfaces": jax_surfaces.goldens(np.random.default_rng(2))})
