"""Surfaces by JAX in float64: value, gradient and Hessian at random points, from each one's textbook formula.

A line has: our export name, our parameters, the formula of a vector, and the box the points are drawn from: one range for each
coordinate, or one for all, in the dimensions that are named.
"""

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

sin, cos, exp, sqrt, pi = jnp.sin, jnp.cos, jnp.exp, jnp.sqrt, jnp.pi


def rosenbrock(p, a=1, b=100):
    return jnp.sum(b * (p[1:] - p[:-1] ** 2) ** 2 + (a - p[:-1]) ** 2)


def rotated(p, kappa=20, angle=30):
    a = angle * pi / 180
    along, across = jnp.array([[cos(a), sin(a)], [-sin(a), cos(a)]]) @ p
    return (along**2 + kappa * across**2) / 2


def sharp_and_flat(p, w=1.2, s=0.3):
    def well(at, width):
        return exp(-((p[0] - at) ** 2 + p[1] ** 2) / (2 * width**2))

    return 1 - well(-2, w) - well(2, s)


def goldstein_price(p):
    x, y = p
    one = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    two = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
    return one * two


def ackley(p, a=20, b=0.2, c=2 * pi):
    return -a * exp(-b * sqrt(jnp.mean(p**2))) - exp(jnp.mean(cos(c * p))) + a + jnp.e


def griewank(p):
    i = jnp.arange(1, len(p) + 1)
    return jnp.sum(p**2) / 4000 - jnp.prod(cos(p / sqrt(i))) + 1


def levy(p):
    w = 1 + (p - 1) / 4
    middle = jnp.sum((w[:-1] - 1) ** 2 * (1 + 10 * sin(pi * w[:-1] + 1) ** 2))
    return sin(pi * w[0]) ** 2 + middle + (w[-1] - 1) ** 2 * (1 + sin(2 * pi * w[-1]) ** 2)


def branin(p, a=1, b=5.1 / (4 * pi**2), c=5 / pi, r=6, s=10, t=1 / (8 * pi)):
    return a * (p[1] - b * p[0] ** 2 + c * p[0] - r) ** 2 + s * (1 - t) * cos(p[0]) + s


def eggholder(p):
    x, y = p
    return -(y + 47) * sin(sqrt(abs(y + x / 2 + 47))) - x * sin(sqrt(abs(x - (y + 47))))


def schaffer2(p):
    x, y = p
    return 0.5 + (sin(x**2 - y**2) ** 2 - 0.5) / (1 + 0.001 * (x**2 + y**2)) ** 2


def drop_wave(p):
    r2 = p @ p
    return -(1 + cos(12 * sqrt(r2))) / (0.5 * r2 + 2)


def michalewicz(p, m=10):
    i = jnp.arange(1, len(p) + 1)
    return -jnp.sum(sin(p) * sin(i * p**2 / pi) ** (2 * m))


def zakharov(p):
    i = jnp.arange(1, len(p) + 1)
    weighted = jnp.sum(0.5 * i * p)
    return jnp.sum(p**2) + weighted**2 + weighted**4


def dixon_price(p):
    i = jnp.arange(2, len(p) + 1)
    return (p[0] - 1) ** 2 + jnp.sum(i * (2 * p[1:] ** 2 - p[:-1]) ** 2)


# fmt: off
SURFACES = [
    # One dimension.
    ("parabola", {}, lambda p: p[0] ** 2, [(-6, 6)]),
    ("doubleWell", {}, lambda p: p[0] ** 4 / 4 - p[0] ** 2 / 2 + 0.2 * p[0], [(-2, 2)]),
    ("doubleWell", {"tilt": -0.05}, lambda p: p[0] ** 4 / 4 - p[0] ** 2 / 2 - 0.05 * p[0], [(-2, 2)]),
    ("cliff", {}, lambda p: 0.5 * (1 - 4 * p[0] / sqrt(1 + 16 * p[0] ** 2)) + (p[0] - 1) ** 2 / 200, [(-4, 4)]),
    ("smoothAbsolute", {}, lambda p: sqrt(p[0] ** 2 + 0.01), [(-3, 3)]),
    # Two.
    ("ravine", {}, lambda p: (p[0] ** 2 + 20 * p[1] ** 2) / 2, [(-10, 10), (-3, 3)]),
    ("ravine", {"kappa": 1000}, lambda p: (p[0] ** 2 + 1000 * p[1] ** 2) / 2, [(-10, 10), (-3, 3)]),
    ("rotatedRavine", {}, rotated, [(-8, 8)] * 2),
    ("rotatedRavine", {"kappa": 100, "angle": -75}, lambda p: rotated(p, 100, -75), [(-8, 8)] * 2),
    ("saddle", {}, lambda p: p[0] ** 2 / 2 - p[1] ** 2 / 2 + p[1] ** 4 / 4, [(-2, 2)] * 2),
    ("monkeySaddle", {}, lambda p: p[0] ** 3 - 3 * p[0] * p[1] ** 2, [(-2, 2)] * 2),
    ("bilinear", {"a": 3}, lambda p: 3 * p[0] * p[1], [(-3, 3)] * 2),
    ("sharpAndFlat", {}, sharp_and_flat, [(-5, 4), (-3, 3)]),
    ("sharpAndFlat", {"w": 2, "s": 0.7}, lambda p: sharp_and_flat(p, 2, 0.7), [(-5, 4), (-3, 3)]),
    ("beale", {}, lambda p: (1.5 - p[0] + p[0] * p[1]) ** 2 + (2.25 - p[0] + p[0] * p[1] ** 2) ** 2
        + (2.625 - p[0] + p[0] * p[1] ** 3) ** 2, [(-4.5, 4.5)] * 2),
    ("booth", {}, lambda p: (p[0] + 2 * p[1] - 7) ** 2 + (2 * p[0] + p[1] - 5) ** 2, [(-10, 10)] * 2),
    ("matyas", {}, lambda p: 0.26 * (p[0] ** 2 + p[1] ** 2) - 0.48 * p[0] * p[1], [(-10, 10)] * 2),
    ("himmelblau", {}, lambda p: (p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2, [(-5, 5)] * 2),
    ("threeHumpCamel", {}, lambda p: 2 * p[0] ** 2 - 1.05 * p[0] ** 4 + p[0] ** 6 / 6 + p[0] * p[1] + p[1] ** 2,
        [(-5, 5)] * 2),
    ("sixHumpCamel", {}, lambda p: (4 - 2.1 * p[0] ** 2 + p[0] ** 4 / 3) * p[0] ** 2 + p[0] * p[1]
        + (4 * p[1] ** 2 - 4) * p[1] ** 2, [(-3, 3), (-2, 2)]),
    ("goldsteinPrice", {}, goldstein_price, [(-2, 2)] * 2),
    ("mccormick", {}, lambda p: sin(p[0] + p[1]) + (p[0] - p[1]) ** 2 - 1.5 * p[0] + 2.5 * p[1] + 1, [(-1.5, 4), (-3, 4)]),
    ("easom", {}, lambda p: -cos(p[0]) * cos(p[1]) * exp(-((p[0] - pi) ** 2) - (p[1] - pi) ** 2), [(0, 6)] * 2),
    ("branin", {}, branin, [(-5, 10), (0, 15)]),
    ("branin", {"t": 2, "a": 0.5}, lambda p: branin(p, a=0.5, t=2), [(-5, 10), (0, 15)]),
    ("eggholder", {}, eggholder, [(-512, 512)] * 2),
    ("bukin6", {}, lambda p: 100 * sqrt(abs(p[1] - 0.01 * p[0] ** 2)) + 0.01 * abs(p[0] + 10), [(-15, -5), (-3, 3)]),
    ("schaffer2", {}, schaffer2, [(-10, 10)] * 2),
    ("dropWave", {}, drop_wave, [(-5.12, 5.12)] * 2),
    # In two dimensions and in five.
    ("bowl", {}, lambda p: p @ p / 2, (-3, 3)),
    ("plateau", {}, lambda p: 1 - exp(-p @ p / 2), (-3, 3)),
    ("plateau", {"width": 2}, lambda p: 1 - exp(-p @ p / 8), (-5, 5)),
    ("rosenbrock", {}, rosenbrock, (-2, 2)),
    ("rosenbrock", {"a": 2, "b": 10}, lambda p: rosenbrock(p, 2, 10), (-2, 3)),
    ("ackley", {}, ackley, (-5, 5)),
    ("ackley", {"a": 10, "b": 0.5, "c": 2}, lambda p: ackley(p, 10, 0.5, 2), (-5, 5)),
    ("rastrigin", {}, lambda p: 10 * len(p) + jnp.sum(p**2 - 10 * cos(2 * pi * p)), (-5.12, 5.12)),
    ("rastrigin", {"A": 3}, lambda p: 3 * len(p) + jnp.sum(p**2 - 3 * cos(2 * pi * p)), (-5.12, 5.12)),
    ("griewank", {}, griewank, (-10, 10)),
    ("levy", {}, levy, (-10, 10)),
    ("styblinskiTang", {}, lambda p: jnp.sum(p**4 - 16 * p**2 + 5 * p) / 2, (-5, 5)),
    ("schwefel", {}, lambda p: 418.9828872724337 * len(p) - jnp.sum(p * sin(sqrt(abs(p)))), (-500, 500)),
    ("michalewicz", {}, michalewicz, (0.2, 3)),
    ("michalewicz", {"m": 1}, lambda p: michalewicz(p, 1), (0.2, 3)),
    ("zakharov", {}, zakharov, (-5, 10)),
    ("dixonPrice", {}, dixon_price, (-10, 10)),
]
# fmt: on

POINTS = {1: 8, 2: 8, 5: 3}


def goldens(draw: np.random.Generator):
    found = []
    for name, parameters, formula, box in SURFACES:
        boxes = [box] if isinstance(box, list) else [[box] * 2, [box] * 5]
        for ranges in boxes:
            low, high = np.array(ranges, dtype=float).T
            n = len(ranges)
            at = []
            for x in draw.uniform(low, high, (POINTS[n], n)).round(6):
                value, gradient = jax.value_and_grad(formula)(jnp.array(x))
                hessian = jax.hessian(formula)(jnp.array(x))
                at.append([x.tolist(), value.item(), gradient.tolist(), hessian.tolist()])
            found.append({"surface": name, "parameters": parameters, "dimension": n, "points": at})
    return found
