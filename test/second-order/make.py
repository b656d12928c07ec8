"""Writes scipy.json: how SciPy's methods do on problems.json.

For each problem the minimum that the methods end at, to all digits: the best end, taken on by Newton's method in 60 digits. For
each method: where it ended, run to the tightest tolerance that it takes, and after how many iterations the gradient's
Euclidean norm was first at or below each of the levels; null where it never was (SciPy's line search gives up where rounding
hides the decrease). The loss is the sum of the squared residuals; for least_squares, which halves it, half
that. Derivatives are exact, by SymPy from the same equations that the tests read.

    pip install -r test/second-order/requirements.txt
    python test/second-order/make.py
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sympy
from scipy.optimize import least_squares, minimize

here = Path(__file__).parent
levels = [1e-5, 1e-8]
# The methods whose every choice is the same here: their losses after each of the first 40 iterations are kept too.
same = ["trust-ncg", "Nelder-Mead"]

settings = {
    "BFGS": dict(gtol=1e-12, norm=2, maxiter=10_000),
    "L-BFGS-B": dict(gtol=1e-12, ftol=0, maxiter=10_000, maxfun=100_000, maxcor=10),
    "CG": dict(gtol=1e-12, norm=2, maxiter=20_000),
    "Newton-CG": dict(xtol=1e-16, maxiter=2_000),
    "trust-ncg": dict(gtol=1e-12, maxiter=2_000),
    "Nelder-Mead": dict(xatol=1e-15, fatol=0, maxiter=20_000, maxfev=40_000),
}


class Problem:
    def __init__(self, residuals, start):
        symbols = sympy.symbols([f"x_{i + 1}" for i in range(len(start))])
        vector = sympy.Matrix([sympy.sympify(text.replace("^", "**"), locals={str(s): s for s in symbols}) for text in residuals])
        loss = sum(r**2 for r in vector)
        make = lambda of: sympy.lambdify([symbols], of, "numpy")
        value, gradient, hessian = make(loss), make([sympy.diff(loss, s) for s in symbols]), make(sympy.hessian(loss, symbols))
        r, J = make(list(vector)), make(vector.jacobian(symbols))
        self.value = lambda x: float(value(x))
        self.gradient = lambda x: np.array(gradient(x), dtype=float)
        self.hessian = lambda x: np.array(hessian(x), dtype=float)
        self.residuals = lambda x: np.array(r(x), dtype=float)
        self.jacobian = lambda x: np.array(J(x), dtype=float)
        self.start = np.array(start, dtype=float)
        self.exact = (symbols, [sympy.diff(loss, s) for s in symbols])


def reached(norms):
    """After how many iterations the norm was first at or below each level; norms[0] is the start's."""
    return [next((k for k, norm in enumerate(norms) if norm <= level), None) for level in levels]


def minimized(problem, method):
    norms = [np.linalg.norm(problem.gradient(problem.start))]
    derivatives = {} if method == "Nelder-Mead" else dict(jac=problem.gradient)
    if method in ("Newton-CG", "trust-ncg"):
        derivatives["hess"] = problem.hessian
    losses = []

    def note(xk):
        norms.append(np.linalg.norm(problem.gradient(xk)))
        losses.append(problem.value(xk))

    end = minimize(problem.value, problem.start, method=method, callback=note, options=settings[method], **derivatives)
    path = dict(losses=losses[:40]) if method in same else {}
    return dict(x=end.x.tolist(), value=end.fun, iterations=reached(norms), **path)


def fitted(problem):
    """Levenberg-Marquardt has no callback: every trial but the start's is an iteration, and J is asked for where one was taken."""
    trials, norms = [0], []

    def residuals(x):
        trials[0] += 1
        return problem.residuals(x)

    def jacobian(x):
        J = problem.jacobian(x)
        norms.extend([np.inf] * (trials[0] - 1 - len(norms)) + [np.linalg.norm(J.T @ problem.residuals(x))])
        return J

    end = least_squares(residuals, problem.start, jac=jacobian, method="lm", x_scale="jac", ftol=1e-15, xtol=1e-15, gtol=1e-15, max_nfev=5_000)
    return dict(x=end.x.tolist(), value=end.cost, iterations=reached(norms))


def minimum(problem, near):
    """The point where the gradient is 0, near a point. Where the Hessian is singular, Newton's method would need a hundred steps."""
    symbols, gradient = problem.exact
    exact = [sympy.nsimplify(g, rational=True) if g.is_polynomial(*symbols) else g for g in gradient]
    found = sympy.nsolve(exact, symbols, near, prec=60, verify=False, maxsteps=400)
    return [float(x) for x in found]


def results(given):
    problem = Problem(given["residuals"], given["start"])
    each = {**{method: minimized(problem, method) for method in settings}, "lm": fitted(problem)}
    best = min(each.values(), key=lambda end: np.linalg.norm(problem.gradient(end["x"])))
    end = [0.0] * len(given["start"]) if given.get("flat") else minimum(problem, best["x"])
    return dict(minimum=end, methods=each)


with np.errstate(all="ignore"):
    made = {given["name"]: results(given) for given in json.loads((here / "problems.json").read_text())}
about = dict(scipy=scipy.__version__, numpy=np.__version__, levels=levels)
(here / "scipy.json").write_text(json.dumps({**about, "results": made}, indent=1) + "\n")
