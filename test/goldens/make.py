"""Writes the goldens that the tests read: rules.json, schedules.json, surfaces.json. Run again when a line is added.

    python -m venv /tmp/goldens && /tmp/goldens/bin/pip install -r test/goldens/requirements.txt
    /tmp/goldens/bin/python test/goldens/make.py

The same machine writes the same bytes; another processor may differ in last digits, far below what the tests allow.
Another peer enters as modules of its own (optax_rules.py), its lines added to the same lists with its name as `peer`.
"""

import json
import math
import pathlib
import sys

import numpy as np
import torch

sys.dont_write_bytecode = True  # leaves no __pycache__ here

import torch_rules
import torch_schedules
import torch_surfaces
from problems import NOISE, PROBLEMS

HERE = pathlib.Path(__file__).parent
STEPS = 300
RECORDED = [1, 2, 3, 10, 30, 100, 200, 300]
# The update's number in each group of ten states: two settings make 300 states a rule.
UPDATES = [1, 1, 2, 2, 3, 5, 8, 13, 30, 75, 150, 300, 1000, 5000, 20000]


def states(draw: np.random.Generator):
    """Ten coordinates a group, each a state of its own. In half of them theta is 0, so that the step itself is compared."""

    def spread(low, high):
        return 10.0 ** draw.uniform(low, high, 10)

    found = []
    for t in UPDATES:
        sign = np.sign(draw.uniform(-1, 1, (3, 10)))
        theta = np.where(np.arange(10) % 2 == 0, 0.0, sign[0] * spread(-2, 2))
        g = np.where(np.arange(10) == 9, 0.0, sign[1] * spread(-4, 3))
        group = {"theta": theta, "g": g, "signed": sign[2] * spread(-4, 3), "square": spread(-8, 5)}
        if t == 1:
            group["signed"] = group["square"] = np.zeros(10)
        found.append({"t": t, **{name: [float(f"{x:.6g}") for x in row] for name, row in group.items()}})
    return found


def rounding(peer, slots, arguments, gradient, start):
    """How far the peer's own path moves at each record when one coordinate of the start moves by one unit in the last place."""
    path = torch_rules.run(peer, slots, arguments, gradient, start, STEPS)
    most = [0.0] * len(RECORDED)
    for i in range(len(start)):
        for towards in (math.inf, -math.inf):
            moved = list(start)
            moved[i] = math.nextafter(moved[i], towards)
            other = torch_rules.run(peer, slots, arguments, gradient, moved, STEPS)
            for k, step in enumerate(RECORDED):
                most[k] = max(most[k], *(abs(a - b) for a, b in zip(path[step], other[step])))
    return path, most


def rules():
    given = states(np.random.default_rng(1))
    steps, runs = [], []
    for name, peer, slots, settings in torch_rules.RULES:
        for ours, theirs in settings:
            after = [torch_rules.one_step(peer, slots, theirs, state) for state in given]
            kinds = {symbol: kind for symbol, kind in slots.values()}
            steps.append({"peer": "torch", "rule": name, "settings": ours, "slots": kinds, "after": after})
    for name, peer, slots, settings in torch_rules.RULES + torch_rules.SCHEDULED:
        for ours, theirs in settings:
            for problem, (gradient, start) in PROBLEMS.items():
                path, moved = rounding(peer, slots, theirs, gradient, start)
                records = [[step, path[step], float(f"{moved[k]:.3g}")] for k, step in enumerate(RECORDED)]
                runs.append({"peer": "torch", "rule": name, "settings": ours, "problem": problem, "records": records})
    starts = {name: start for name, (_, start) in PROBLEMS.items()}
    return {"starts": starts, "noise": NOISE, "states": given, "steps": steps, "runs": runs}


def write(name, content):
    """One entry a line, numbers in their shortest form that reads back as the same double."""

    def line(value):
        return json.dumps(value, separators=(",", ":"), allow_nan=False)

    parts = []
    for key, value in {"made by": {"torch": torch.__version__.split("+")[0]}, **content}.items():
        if isinstance(value, list):
            parts.append(f"{line(key)}:[\n" + ",\n".join(line(entry) for entry in value) + "\n]")
        else:
            parts.append(f"{line(key)}:{line(value)}")
    (HERE / name).write_text("{\n" + ",\n".join(parts) + "\n}\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    write("rules.json", rules())
    write("schedules.json", {"schedules": torch_schedules.goldens()})
    write("surfaces.json", {"surfaces": torch_surfaces.goldens(np.random.default_rng(2))})
