"""PyTorch's learning-rate schedulers: (our export name, our settings, torch's scheduler, its first rate). A schedule is a line."""

import math

import torch
from torch.optim.lr_scheduler import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CyclicLR,
    ExponentialLR,
    LinearLR,
    MultiStepLR,
    OneCycleLR,
    PolynomialLR,
    SequentialLR,
    StepLR,
)

# fmt: off
SCHEDULES = [
    ("constant", {"value": 0.05}, lambda peer: ConstantLR(peer, 1.0, 1), 0.05),
    ("constant", {"value": 0.0}, lambda peer: ConstantLR(peer, 1.0, 1), 0.0),
    ("stepDecay", {"initial": 0.1, "factor": 0.5, "every": 30}, lambda peer: StepLR(peer, 30, 0.5), 0.1),
    ("stepDecay", {"initial": 0.3, "factor": 0.9, "every": 7}, lambda peer: StepLR(peer, 7, 0.9), 0.3),
    ("exponentialDecay", {"initial": 0.1, "gamma": 0.95}, lambda peer: ExponentialLR(peer, 0.95), 0.1),
    ("exponentialDecay", {"initial": 0.02, "gamma": 0.99}, lambda peer: ExponentialLR(peer, 0.99), 0.02),
    ("cosine", {"initial": 0.1, "steps": 120}, lambda peer: CosineAnnealingLR(peer, 120), 0.1),
    ("cosine", {"initial": 0.1, "final": 0.001, "steps": 150}, lambda peer: CosineAnnealingLR(peer, 150, 0.001), 0.1),
    ("naturalExponentialDecay", {"initial": 0.1, "decay": 0.03}, lambda peer: ExponentialLR(peer, math.exp(-0.03)), 0.1),
    ("linear", {"initial": 0.1, "final": 0.01, "steps": 80}, lambda peer: LinearLR(peer, 1.0, 0.1, 80), 0.1),
    ("linear", {"initial": 0.02, "final": 0.1, "steps": 49}, lambda peer: LinearLR(peer, 0.2, 1.0, 49), 0.1),
    ("polynomial", {"initial": 0.1, "steps": 110, "power": 2}, lambda peer: PolynomialLR(peer, 110, 2.0), 0.1),
    ("polynomial", {"initial": 0.1, "steps": 150, "power": 0.9}, lambda peer: PolynomialLR(peer, 150, 0.9), 0.1),
    ("multiStep", {"initial": 0.1, "milestones": [30, 60, 90]}, lambda peer: MultiStepLR(peer, [30, 60, 90]), 0.1),
    ("multiStep", {"initial": 0.2, "factor": 0.5, "milestones": [1, 7]}, lambda peer: MultiStepLR(peer, [1, 7], 0.5), 0.2),
    ("cosineRestarts", {"initial": 0.1, "period": 25}, lambda peer: CosineAnnealingWarmRestarts(peer, 25), 0.1),
    ("cosineRestarts", {"initial": 0.1, "final": 0.001, "period": 7, "growth": 2}, lambda peer: CosineAnnealingWarmRestarts(peer, 7, 2, 0.001), 0.1),
    ("cosineRestarts", {"initial": 0.1, "period": 1, "growth": 3}, lambda peer: CosineAnnealingWarmRestarts(peer, 1, 3), 0.1),
    ("cosineWave", {"low": 0.1, "high": 0.01, "half": 20}, lambda peer: CosineAnnealingLR(peer, 20, 0.01), 0.1),
    ("triangular", {"low": 0.01, "high": 0.1, "half": 20}, lambda peer: cyclic(peer, "triangular"), 0.1),
    ("triangular2", {"low": 0.01, "high": 0.1, "half": 20}, lambda peer: cyclic(peer, "triangular2"), 0.1),
    ("exponentialRange", {"low": 0.01, "high": 0.1, "half": 20, "gamma": 0.98}, lambda peer: cyclic(peer, "exp_range", 0.98), 0.1),
    *[
        ("oneCycle", {"peak": 0.1, "steps": 120, "shape": shape, "phases": phases}, lambda peer, a=anneal, p=phases: cycle(peer, a, p), 0.1)
        for shape, anneal in (("cosine", "cos"), ("linear", "linear")) for phases in (2, 3)
    ],
]

# What moves with the rate: the momentum of one cycle.
MOMENTA = [
    ("oneCycleMomentum", {"steps": 120, "shape": shape, "phases": phases}, lambda peer, a=anneal, p=phases: cycle(peer, a, p), 0.1)
    for shape, anneal in (("cosine", "cos"), ("linear", "linear")) for phases in (2, 3)
]

# Schedules made of schedules, as their data.
LINEAR = {"schedule": "linear", "given": {"initial": 0.02, "final": 0.1, "steps": 20}}
EXPONENTIAL = {"schedule": "exponential decay", "given": {"initial": 0.1, "gamma": 0.95}}
FACTOR = {"schedule": "linear", "given": {"initial": 0.2, "final": 1, "steps": 20}}
COMBINED = [
    (
        {"schedule": "sequence", "given": {"at": [20]}, "parts": [LINEAR, EXPONENTIAL]},
        lambda peer: SequentialLR(peer, [LinearLR(peer, 0.2, 1.0, 20), ExponentialLR(peer, 0.95)], [20]), 0.1,
    ),
    (
        {"schedule": "product", "given": {}, "parts": [FACTOR, EXPONENTIAL]},
        lambda peer: ChainedScheduler([LinearLR(peer, 0.2, 1.0, 20), ExponentialLR(peer, 0.95)]), 0.1,
    ),
]
# fmt: on

STEPS = 120


def cyclic(peer, mode, gamma=1.0):
    return CyclicLR(peer, 0.01, 0.1, 20, mode=mode, gamma=gamma, cycle_momentum=False)


def cycle(peer, anneal, phases):
    """Ours ends at update 120 and rises for 36: torch counts 121 updates, and its phases end one before the share it is told."""
    return OneCycleLR(peer, 0.1, total_steps=121, pct_start=37 / 121, anneal_strategy=anneal, three_phase=phases == 3)


def rates(make_scheduler, initial, name="lr"):
    """The rate of each of the first 120 updates: t = 0 to 119."""
    peer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=initial, momentum=0.9)
    scheduler = make_scheduler(peer)
    found = []
    for _ in range(STEPS):
        found.append(float(peer.param_groups[0][name]))
        peer.step()
        scheduler.step()
    return found


def goldens():
    return [
        *[
            {"peer": "torch", "schedule": name, "settings": settings, "rates": rates(make_scheduler, initial)}
            for name, settings, make_scheduler, initial in SCHEDULES
        ],
        *[
            {"peer": "torch", "schedule": name, "settings": settings, "rates": rates(make_scheduler, initial, "momentum")}
            for name, settings, make_scheduler, initial in MOMENTA
        ],
        *[
            {"peer": "torch", "data": data, "rates": rates(make_scheduler, initial)}
            for data, make_scheduler, initial in COMBINED
        ],
    ]
