"""Surfaces by PyTorch: value, gradient (autograd) and Hessian (torch.func) at random points, from each one's textbook formula.

A line has: our export name, our parameters, the formula, and the box the points are drawn from.
"""

import numpy as np
import torch

# fmt: off
SURFACES = [
    ("parabola", {}, lambda p: p[0] ** 2, [(-6, 6)]),
    ("bowl", {}, lambda p: (p[0] ** 2 + p[1] ** 2) / 2, [(-3, 3), (-3, 3)]),
    ("ravine", {}, lambda p: (p[0] ** 2 + 20 * p[1] ** 2) / 2, [(-10, 10), (-3, 3)]),
    ("ravine", {"kappa": 1000}, lambda p: (p[0] ** 2 + 1000 * p[1] ** 2) / 2, [(-10, 10), (-3, 3)]),
    ("saddle", {}, lambda p: p[0] ** 2 / 2 - p[1] ** 2 / 2 + p[1] ** 4 / 4, [(-2, 2), (-2, 2)]),
    ("rosenbrock", {}, lambda p: (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2, [(-2, 2), (-1, 3)]),
    ("rosenbrock", {"b": 10}, lambda p: (1 - p[0]) ** 2 + 10 * (p[1] - p[0] ** 2) ** 2, [(-2, 2), (-1, 3)]),
    ("beale", {}, lambda p: (1.5 - p[0] + p[0] * p[1]) ** 2 + (2.25 - p[0] + p[0] * p[1] ** 2) ** 2
        + (2.625 - p[0] + p[0] * p[1] ** 3) ** 2, [(-4.5, 4.5), (-4.5, 4.5)]),
    ("himmelblau", {}, lambda p: (p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2, [(-5, 5), (-5, 5)]),
]
# fmt: on

POINTS = 30


def goldens(draw: np.random.Generator):
    found = []
    for name, parameters, formula, box in SURFACES:
        low, high = np.array(box, dtype=float).T
        at = []
        for x in draw.uniform(low, high, (POINTS, len(box))).round(6):
            p = torch.tensor(x, dtype=torch.float64, requires_grad=True)
            value = formula(p)
            (gradient,) = torch.autograd.grad(value, p)
            hessian = torch.func.hessian(formula)(p.detach())
            at.append([x.tolist(), value.item(), gradient.tolist(), hessian.tolist()])
        found.append({"surface": name, "parameters": parameters, "points": at})
    return found
