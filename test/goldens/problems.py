"""What the golden runs descend: gradients in plain Python floats.

problems.ts holds the same functions with the same operations in the same order, so both sides see the same bits and a
difference between two runs comes from the rule alone.
"""

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


# name: (gradient, start)
PROBLEMS = {
    "rosenbrock-2": (rosenbrock, [-1.2, 1.0]),
    "rosenbrock-10": (rosenbrock, [-1.2, 1.0] * 5),
    "beale": (beale, [1.0, 1.5]),
    "quadratic": (quadratic, [1.0, -2.0, 3.0, 0.5]),
    "noisy": (noisy, [2.0, -1.0]),
}
