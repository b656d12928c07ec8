"""What the golden runs descend: gradients in plain Python floats.

problems.ts holds the same functions with the same operations in the same order, so both sides see the same bits and a
difference between two runs comes from the rule alone. A coordinate of x may also be an array: one number a run, for many
runs at once.
"""

import math

import numpy as np

SCALES = [1.0, 10.0, 100.0, 1000.0]

# A fixed table, used round and round: row (t - 1) mod 40 is added to the gradient of update t.
NOISE = np.random.default_rng(20261122).normal(0.0, 0.5, (40, 2)).tolist()


def rosenbrock(x, t):
    g = [0.0] * len(x)
    for i in range(len(x) - 1):
        r = x[i + 1] - x[i] * x[i]
        g[i] = g[i] + (-400.0 * x[i] * r - 2.0 * (1.0 - x[i]))
        g[i + 1] = g[i + 1] + 200.0 * r
    return g


def beale(p, t):
    x, y = p
    a = 1.5 - x + x * y
    b = 2.25 - x + x * y * y
    c = 2.625 - x + x * y * y * y
    gx = 2.0 * a * (y - 1.0) + 2.0 * b * (y * y - 1.0) + 2.0 * c * (y * y * y - 1.0)
    gy = 2.0 * a * x + 4.0 * b * x * y + 6.0 * c * x * y * y
    return [gx, gy]


def quadratic(x, t):
    return [SCALES[i] * x[i] for i in range(len(x))]


def noisy(x, t):
    row = NOISE[(t - 1) % len(NOISE)]
    return [1.0 * x[0] + row[0], 20.0 * x[1] + row[1]]


# A matrix of 3 rows and 4 columns, then a vector of 5: what rules that work layer by layer descend.
SEGMENTS = [
    {"name": "weights", "offset": 0, "shape": [3, 4]},
    {"name": "bias", "offset": 12, "shape": [5]},
]


def layered(x, t):
    g = [SCALES[i % 4] * (x[i] - 0.25 * (i % 3)) for i in range(len(x))]
    for i in range(len(x) - 1):
        d = 3.0 * (x[i] - x[i + 1])
        g[i] = g[i] + d
        g[i + 1] = g[i + 1] - d
    return g


def broken(x, t):
    """The noisy quadratic, now and then not finite: at 7 and 8, 20, 33 to 35 of each 40 updates."""
    g = noisy(x, t)
    turn = (t - 1) % len(NOISE) + 1
    if turn in (7, 34):
        return [g[0] + math.inf, g[1]]
    if turn in (8, 20, 33, 35):
        return [g[0], g[1] + math.nan]
    return g


# name: (gradient, start). The five that every rule descends, and those for rules of one kind.
PROBLEMS = {
    "rosenbrock-2": (rosenbrock, [-1.2, 1.0]),
    "rosenbrock-10": (rosenbrock, [-1.2, 1.0] * 5),
    "beale": (beale, [1.0, 1.5]),
    "quadratic": (quadratic, [1.0, -2.0, 3.0, 0.5]),
    "noisy": (noisy, [2.0, -1.0]),
}
LAYERED = {"layered": (layered, [((7 * i) % 17) / 8 - 1.125 for i in range(17)])}
BROKEN = {"broken": (broken, [2.0, -1.0])}
ALL = PROBLEMS | LAYERED | BROKEN
