"""Writes tuning.json, which test/tuning/goldens.test.ts reads.

    python -m venv /tmp/goldens && /tmp/goldens/bin/pip install -r test/tuning/goldens/requirements.txt
    /tmp/goldens/bin/python test/tuning/goldens/make.py

Gaussian processes are scikit-learn's; expected improvement is Jones, Schonlau & Welch's integral, by mpmath to 50 digits.
"""

import json
import pathlib

import mpmath
import numpy as np
import sklearn
from scipy.optimize import fmin_l_bfgs_b
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, WhiteKernel

mpmath.mp.dps = 50
random = np.random.default_rng(20261122)


def kernel(name, variance, lengths, noise, bounds="fixed"):
    shape = RBF(lengths, bounds) if name == "rbf" else Matern(lengths, bounds, nu=2.5)
    if bounds == "fixed":
        return ConstantKernel(variance, "fixed") * shape + WhiteKernel(noise, "fixed")
    return ConstantKernel(variance, (0.05, 20)) * shape + WhiteKernel(noise, (1e-6, 1))


def process(name, sides, n):
    X = random.random((n, sides))
    y = np.sin(5 * X[:, 0]) + (X[:, -1] - 0.4) ** 2 + 0.1 * random.standard_normal(n)
    y = (y - y.mean()) / y.std()
    variance, noise = 1.7, 0.03
    lengths = 0.3 + 0.4 * np.arange(sides)
    fixed = GaussianProcessRegressor(kernel(name, variance, lengths, noise), alpha=0, optimizer=None).fit(X, y)
    at = random.random((5, sides))
    mean, deviation = fixed.predict(at, return_std=True)
    # scikit-learn's deviation has the noise in it: WhiteKernel is part of the covariance.
    deviation = np.sqrt(deviation**2 - noise)
    free = GaussianProcessRegressor(kernel(name, variance, lengths, noise, (0.05, 20)), alpha=0, optimizer=None).fit(X, y)
    likelihood, slopes = free.log_marginal_likelihood(np.log([variance, *lengths, noise]), eval_gradient=True)

    def optimizer(objective, start, bounds):
        ends = fmin_l_bfgs_b(objective, start, bounds=bounds, pgtol=1e-10, factr=10)
        return ends[0], ends[1]

    best = GaussianProcessRegressor(
        kernel(name, variance, lengths, noise, (0.05, 20)),
        alpha=0,
        optimizer=optimizer,
        n_restarts_optimizer=20,
        random_state=1,
    ).fit(X, y)
    left = []
    for i in range(n):
        rest = np.arange(n) != i
        one = GaussianProcessRegressor(kernel(name, variance, lengths, noise), alpha=0, optimizer=None).fit(X[rest], y[rest])
        left.append(float(one.predict(X[i : i + 1])[0]))
    return {
        "kernel": name,
        "X": X.tolist(),
        "y": y.tolist(),
        "variance": variance,
        "lengths": lengths.tolist(),
        "noise": noise,
        "at": at.tolist(),
        "mean": mean.tolist(),
        "deviation": deviation.tolist(),
        "logLikelihood": float(likelihood),
        "slopes": slopes.tolist(),
        "leftOut": left,
        "highestLogLikelihood": float(best.log_marginal_likelihood_value_),
    }


def improvement(mean, deviation, best):
    mean, deviation, best = mpmath.mpf(mean), mpmath.mpf(deviation), mpmath.mpf(best)
    z = (best - mean) / deviation
    exact = deviation * (z * mpmath.ncdf(z) + mpmath.npdf(z))
    return {
        "mean": float(mean),
        "deviation": float(deviation),
        "best": float(best),
        "expected": float(exact),
        "log": float(mpmath.log(exact)),
    }


points = [(0, 1, z) for z in (-300, -100, -37, -20, -8, -5, -2.5, -2, -1.5, -1, -0.1, 0, 0.1, 1, 2, 5, 30)]
points += [(0.5, 0.2, 0.4), (3, 1e-3, 2.99), (-2, 10, -1), (0.25, 4, -7.5)]
golden = {
    "made by": f"test/tuning/goldens/make.py with scikit-learn {sklearn.__version__}, mpmath {mpmath.__version__}",
    "processes": [process(name, sides, n) for name in ("rbf", "matern52") for sides, n in ((1, 8), (3, 20))],
    "improvements": [improvement(*point) for point in points],
    "cumulative": [[z, float(mpmath.ncdf(z))] for z in (-38, -20, -8, -3, -2.0001, -2, -1, -0.3, 0, 0.3, 1, 2, 2.5, 6)],
}
text = json.dumps(golden, indent=None, separators=(",", ":"))
(pathlib.Path(__file__).parent / "tuning.json").write_text(text + "\n")
