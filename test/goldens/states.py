"""The states from which one step is compared: made up, not met on a path, so that rare branches are there too.

A golden's `slots` says which column stands for which slot. Three tables:
- elements: ten coordinates a state, each a state of its own unless the rule has a norm or a sum. In half of them theta is 0, so
  that the step itself is compared.
- layers: 17 parameters in two layers (problems.SEGMENTS), and columns with one number a layer, a row or a column.
- iterates: theta and a point not far from it, for schedule-free rules, whose peer keeps a mixture of both.
"""

import numpy as np

# The update's number in each state: with ten coordinates each and two settings these make 300 states a rule.
UPDATES = [1, 1, 2, 2, 3, 5, 8, 13, 30, 75, 150, 300, 1000, 5000, 20000]
LAYERS = [12, 5]


def spread(draw, low, high, shape):
    return 10.0 ** draw.uniform(low, high, shape)


def signs(draw, shape):
    return np.sign(draw.uniform(-1, 1, shape))


def rounded(columns):
    """Six digits are as good as seventeen, and shorter to read."""
    short = lambda x: float(f"{x:.6g}")
    return {name: short(column) if np.ndim(column) == 0 else [short(x) for x in column] for name, column in columns.items()}


def elements():
    draw, more = np.random.default_rng(1), np.random.default_rng(3)
    found = []
    for t in UPDATES:
        sign = signs(draw, (3, 10))
        theta = np.where(np.arange(10) % 2 == 0, 0.0, sign[0] * spread(draw, -2, 2, 10))
        g = np.where(np.arange(10) == 9, 0.0, sign[1] * spread(draw, -4, 3, 10))
        columns = {
            "theta": theta,
            "g": g,
            "signed": sign[2] * spread(draw, -4, 3, 10),
            "square": spread(draw, -8, 5, 10),
        }
        sign = signs(more, (5, 10))
        columns |= {
            "signed2": sign[0] * spread(more, -4, 3, 10),
            "signed3": sign[1] * spread(more, -4, 3, 10),
            "square2": spread(more, -8, 5, 10),
            "place": sign[2] * spread(more, -2, 2, 10),
            # A mean that goes with `square` as the mean of squares: the variance is positive.
            "mean": sign[3] * np.sqrt(columns["square"]) * more.uniform(0.0, 0.9, 10),
            "fraction": spread(more, -3, -0.01, ()),
            "amount": spread(more, -3, 3, ()),
        }
        found.append({"t": t, **rounded(columns)})
    return found


def layers():
    draw = np.random.default_rng(4)
    n = sum(LAYERS)
    found = []
    for k, t in enumerate(UPDATES):
        sign = signs(draw, (3, n))
        columns = {
            "theta": sign[0] * spread(draw, -2, 2, n),
            "g": sign[1] * spread(draw, -4, 3, n),
            "signed": sign[2] * spread(draw, -4, 3, n),
            "square": spread(draw, -8, 5, n),
            "byLayer": spread(draw, -8, 5, 2),
            "byRow": spread(draw, -8, 5, 3),
            "byColumn": spread(draw, -8, 5, 4),
            "vector": spread(draw, -8, 5, 5),
        }
        # Norms of 0: a layer at the origin, and one without a gradient.
        if k in (1, 6):
            columns["theta"][:12] = 0.0
        if k in (0, 7):
            columns["g"][12:] = 0.0
        found.append({"t": t, **rounded(columns)})
    return found


def iterates():
    draw = np.random.default_rng(5)
    found = []
    for t in UPDATES:
        sign = signs(draw, (3, 10))
        theta = sign[0] * spread(draw, -1, 2, 10)
        columns = {
            "theta": theta,
            "g": np.where(np.arange(10) == 9, 0.0, sign[1] * spread(draw, -4, 1, 10)),
            "place": theta * sign[2] * spread(draw, -0.5, 0.5, 10),
            "square": spread(draw, -4, 3, 10),
            "fraction": spread(draw, -3, -0.01, ()),
            "amount": spread(draw, -2, 2, ()),
        }
        found.append({"t": t, **rounded(columns)})
    return found


# Built once: every rule starts from the same.
STATES = {"elements": elements(), "layers": layers(), "iterates": iterates()}
