"""PyTorch's learning-rate schedulers: (our export name, our settings, torch's scheduler). A schedule is a line."""

import torch
from torch.optim.lr_scheduler import ConstantLR, CosineAnnealingLR, ExponentialLR, StepLR

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
]
# fmt: on

STEPS = 120


def rates(make_scheduler, initial):
    """The rate of each of the first 120 updates: t = 0 to 119."""
    peer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=initial)
    scheduler = make_scheduler(peer)
    found = []
    for _ in range(STEPS):
        found.append(float(peer.param_groups[0]["lr"]))
        peer.step()
        scheduler.step()
    return found


def goldens():
    return [
        {"schedule": name, "settings": settings, "rates": rates(make_scheduler, initial)}
        for name, settings, make_scheduler, initial in SCHEDULES
    ]
