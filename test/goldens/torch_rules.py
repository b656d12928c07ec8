"""PyTorch's optimizers, one update at a time. The tables grow by a line a rule; nothing else has to change.

A line has: the rule's export name in fall-line; torch's class; torch's slots as {name: (our symbol, kind)}, kind "signed" or
"square" (never negative); and pairs of (our arguments, torch's arguments). Where our learningRate is a schedule, torch's
arguments have `scheduler`, a function that makes one on the optimizer.
"""

import torch
from torch.optim import SGD, Adagrad, Adam, RMSprop
from torch.optim.lr_scheduler import CosineAnnealingLR, ExponentialLR, StepLR

BUFFER = {"momentum_buffer": ("v", "signed")}
MOMENTS = {"exp_avg": ("m", "signed"), "exp_avg_sq": ("v", "square")}

# fmt: off
RULES = [
    ("gradientDescent", SGD, {}, [
        ({"learningRate": 5e-4}, {"lr": 5e-4}),
        ({"learningRate": 1e-4}, {"lr": 1e-4}),
    ]),
    ("momentum", SGD, BUFFER, [
        ({"learningRate": 2e-4, "beta": 0.9}, {"lr": 2e-4, "momentum": 0.9}),
        ({"learningRate": 5e-4, "beta": 0.5}, {"lr": 5e-4, "momentum": 0.5}),
    ]),
    ("nesterov", SGD, BUFFER, [
        ({"learningRate": 2e-4, "beta": 0.9}, {"lr": 2e-4, "momentum": 0.9, "nesterov": True}),
        ({"learningRate": 5e-4, "beta": 0.5}, {"lr": 5e-4, "momentum": 0.5, "nesterov": True}),
    ]),
    ("adagrad", Adagrad, {"sum": ("s", "square")}, [
        ({"learningRate": 0.5, "epsilon": 1e-10}, {"lr": 0.5, "eps": 1e-10}),
        ({"learningRate": 0.05, "epsilon": 1e-3}, {"lr": 0.05, "eps": 1e-3}),
    ]),
    ("rmsprop", RMSprop, {"square_avg": ("v", "square")}, [
        ({"learningRate": 0.01, "rho": 0.99, "epsilon": 1e-8}, {"lr": 0.01, "alpha": 0.99, "eps": 1e-8}),
        ({"learningRate": 0.002, "rho": 0.9, "epsilon": 1e-3}, {"lr": 0.002, "alpha": 0.9, "eps": 1e-3}),
    ]),
    ("adam", Adam, MOMENTS, [
        ({"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
         {"lr": 0.05, "betas": (0.9, 0.999), "eps": 1e-8}),
        ({"learningRate": 0.005, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3},
         {"lr": 0.005, "betas": (0.8, 0.99), "eps": 1e-3}),
    ]),
]

# Whole runs only. Forms of one rule that agree at a constant rate part under a schedule (momentum's, for one).
SCHEDULED = [
    ("momentum", SGD, BUFFER, [
        ({"learningRate": {"schedule": "stepDecay", "initial": 4e-4, "factor": 0.5, "every": 60}, "beta": 0.9},
         {"lr": 4e-4, "momentum": 0.9, "scheduler": lambda peer: StepLR(peer, 60, 0.5)}),
    ]),
    ("nesterov", SGD, BUFFER, [
        ({"learningRate": {"schedule": "exponentialDecay", "initial": 4e-4, "gamma": 0.99}, "beta": 0.9},
         {"lr": 4e-4, "momentum": 0.9, "nesterov": True, "scheduler": lambda peer: ExponentialLR(peer, 0.99)}),
    ]),
    ("adam", Adam, MOMENTS, [
        ({"learningRate": {"schedule": "cosine", "initial": 0.1, "final": 0.001, "steps": 300},
          "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
         {"lr": 0.1, "betas": (0.9, 0.999), "eps": 1e-8, "scheduler": lambda peer: CosineAnnealingLR(peer, 300, 0.001)}),
    ]),
]
# fmt: on


def begin(peer, arguments, start):
    """The optimizer on a new parameter, and a function that makes one update by a given gradient."""
    arguments = dict(arguments)
    make_scheduler = arguments.pop("scheduler", None)
    theta = torch.nn.Parameter(torch.tensor(start, dtype=torch.float64))
    optimizer = peer([theta], foreach=False, **arguments)
    scheduler = make_scheduler(optimizer) if make_scheduler else None

    def update(g):
        theta.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        if scheduler:
            scheduler.step()
        return theta.tolist()

    return optimizer, theta, update


def one_step(peer, slots, arguments, state):
    """theta and the slots, by our symbols, after update number `t` of the given state. t = 1 begins with torch's own new state."""
    optimizer, theta, update = begin(peer, arguments, state["theta"])
    if state["t"] > 1:
        memory = optimizer.state[theta]
        memory["step"] = torch.tensor(float(state["t"] - 1), dtype=torch.float64)
        for name, (_, kind) in slots.items():
            memory[name] = torch.tensor(state[kind], dtype=torch.float64)
    after = {"theta": update(state["g"])}
    for name, (symbol, _) in slots.items():
        after[symbol] = optimizer.state[theta][name].tolist()
    return after


def run(peer, slots, arguments, gradient, start, steps):
    """theta after each of `steps` updates; row 0 is the start."""
    _, theta, update = begin(peer, arguments, start)
    path = [theta.tolist()]
    for t in range(1, steps + 1):
        path.append(update(gradient(path[-1], t)))
    return path
