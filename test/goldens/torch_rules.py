"""PyTorch's optimizers. The tables grow by a line a rule; nothing else has to change.

A line has: the rule's export name in fall-line; torch's class; torch's slots as {name: (our symbol, column of states.py)}; and
pairs of (our arguments, torch's arguments). Where our learningRate is a schedule, torch's arguments have `scheduler`, a
function that makes one on the optimizer.

What torch does differently, and what follows for the goldens: Adam's maximum (AMSGrad) is taken before the bias correction;
ASGD applies its rate and its average's weight one update late; RAdam rectifies above 5 and puts epsilon on the uncorrected
root; NAdam has a schedule of its momentum. Muon works in bfloat16, so it is no golden.
"""

from torch.optim import ASGD, SGD, Adadelta, Adafactor, Adagrad, Adam, Adamax, AdamW, NAdam, RAdam, RMSprop, Rprop
from torch.optim.lr_scheduler import CosineAnnealingLR, ExponentialLR, StepLR

from problems import LAYERED, SEGMENTS
from torch_peer import line

BUFFER = {"momentum_buffer": ("v", "signed")}
MOMENTS = {"exp_avg": ("m", "signed"), "exp_avg_sq": ("v", "square")}
LARGEST = MOMENTS | {"max_exp_avg_sq": ("w", "square2")}
SQUARE = {"square_avg": ("v", "square")}
CENTRED = SQUARE | {"grad_avg": ("m", "mean")}
STEPS_BEFORE = {"momentum_buffer": ("b", "signed")}

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
    ("momentumAveraged", SGD, BUFFER, [
        ({"learningRate": 5e-4, "beta": 0.9, "dampening": 0.9}, {"lr": 5e-4, "momentum": 0.9, "dampening": 0.9}),
        ({"learningRate": 5e-4, "beta": 0.8, "dampening": 0.25}, {"lr": 5e-4, "momentum": 0.8, "dampening": 0.25}),
    ]),
    ("nesterov", SGD, BUFFER, [
        ({"learningRate": 2e-4, "beta": 0.9}, {"lr": 2e-4, "momentum": 0.9, "nesterov": True}),
        ({"learningRate": 5e-4, "beta": 0.5}, {"lr": 5e-4, "momentum": 0.5, "nesterov": True}),
    ]),
    ("adagrad", Adagrad, {"sum": ("s", "square")}, [
        ({"learningRate": 0.5, "epsilon": 1e-10}, {"lr": 0.5, "eps": 1e-10}),
        ({"learningRate": 0.05, "epsilon": 1e-3}, {"lr": 0.05, "eps": 1e-3}),
        ({"learningRate": 0.5, "epsilon": 1e-10, "rateDecay": 0.01, "initialAccumulator": 0.1},
         {"lr": 0.5, "eps": 1e-10, "lr_decay": 0.01, "initial_accumulator_value": 0.1}),
        ({"learningRate": 0.2, "epsilon": 1e-6, "rateDecay": 0.1, "initialAccumulator": 2.0},
         {"lr": 0.2, "eps": 1e-6, "lr_decay": 0.1, "initial_accumulator_value": 2.0}),
    ]),
    ("rmsprop", RMSprop, SQUARE, [
        ({"learningRate": 0.01, "rho": 0.99, "epsilon": 1e-8}, {"lr": 0.01, "alpha": 0.99, "eps": 1e-8}),
        ({"learningRate": 0.002, "rho": 0.9, "epsilon": 1e-3}, {"lr": 0.002, "alpha": 0.9, "eps": 1e-3}),
    ]),
    ("rmsprop", RMSprop, SQUARE | STEPS_BEFORE, [
        ({"learningRate": 0.003, "rho": 0.99, "epsilon": 1e-8, "momentum": 0.9},
         {"lr": 0.003, "alpha": 0.99, "eps": 1e-8, "momentum": 0.9}),
        ({"learningRate": 0.0005, "rho": 0.95, "epsilon": 1e-2, "momentum": 0.5},
         {"lr": 0.0005, "alpha": 0.95, "eps": 1e-2, "momentum": 0.5}),
    ]),
    ("rmsprop", RMSprop, CENTRED, [
        ({"learningRate": 0.01, "rho": 0.99, "epsilon": 1e-8, "centred": True},
         {"lr": 0.01, "alpha": 0.99, "eps": 1e-8, "centered": True}),
        ({"learningRate": 0.0005, "rho": 0.95, "epsilon": 1e-2, "centred": True},
         {"lr": 0.0005, "alpha": 0.95, "eps": 1e-2, "centered": True}),
    ]),
    ("rmsprop", RMSprop, CENTRED | STEPS_BEFORE, [
        ({"learningRate": 0.002, "rho": 0.99, "epsilon": 1e-3, "momentum": 0.8, "centred": True},
         {"lr": 0.002, "alpha": 0.99, "eps": 1e-3, "momentum": 0.8, "centered": True}),
        ({"learningRate": 0.0005, "rho": 0.95, "epsilon": 1e-2, "momentum": 0.3, "centred": True},
         {"lr": 0.0005, "alpha": 0.95, "eps": 1e-2, "momentum": 0.3, "centered": True}),
    ]),
    ("adadelta", Adadelta, SQUARE | {"acc_delta": ("u", "square2")}, [
        ({"learningRate": 1.0, "rho": 0.95, "epsilon": 1e-6}, {"lr": 1.0, "rho": 0.95, "eps": 1e-6}),
        ({"learningRate": 0.05, "rho": 0.99, "epsilon": 1e-4}, {"lr": 0.05, "rho": 0.99, "eps": 1e-4}),
    ]),
    ("adam", Adam, MOMENTS, [
        ({"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
         {"lr": 0.05, "betas": (0.9, 0.999), "eps": 1e-8}),
        ({"learningRate": 0.005, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3},
         {"lr": 0.005, "betas": (0.8, 0.99), "eps": 1e-3}),
    ]),
    ("amsgrad", Adam, LARGEST, [
        ({"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "form": "pytorch"},
         {"lr": 0.05, "betas": (0.9, 0.999), "eps": 1e-8, "amsgrad": True}),
        ({"learningRate": 0.2, "beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3, "form": "pytorch"},
         {"lr": 0.2, "betas": (0.5, 0.9), "eps": 1e-3, "amsgrad": True}),
    ]),
    ("adamw", AdamW, MOMENTS, [
        ({"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.01},
         {"lr": 0.05, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01}),
        ({"learningRate": 0.005, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "weightDecay": 0.5},
         {"lr": 0.005, "betas": (0.8, 0.99), "eps": 1e-3, "weight_decay": 0.5}),
    ]),
    ("adamax", Adamax, {"exp_avg": ("m", "signed"), "exp_inf": ("u", "square")}, [
        ({"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
         {"lr": 0.05, "betas": (0.9, 0.999), "eps": 1e-8}),
        ({"learningRate": 0.002, "beta1": 0.5, "beta2": 0.99, "epsilon": 1e-2},
         {"lr": 0.002, "betas": (0.5, 0.99), "eps": 1e-2}),
    ]),
    ("nadam", NAdam, MOMENTS | {"mu_product": ("P", "fraction")}, [
        ({"learningRate": 0.03, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "momentumDecay": 0.004, "form": "pytorch"},
         {"lr": 0.03, "betas": (0.9, 0.999), "eps": 1e-8, "momentum_decay": 0.004}),
        ({"learningRate": 0.005, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "momentumDecay": 0.1, "form": "pytorch"},
         {"lr": 0.005, "betas": (0.8, 0.99), "eps": 1e-3, "momentum_decay": 0.1}),
    ]),
    ("radam", RAdam, MOMENTS, [
        ({"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "form": "pytorch"},
         {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8}),
        ({"learningRate": 5e-4, "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-3, "form": "pytorch"},
         {"lr": 5e-4, "betas": (0.8, 0.9), "eps": 1e-3}),
    ]),
    ("rprop", Rprop, {"prev": ("h", "signed"), "step_size": ("Delta", "square")}, [
        ({"initialStep": 0.01, "increase": 1.2, "decrease": 0.5, "least": 1e-6, "most": 50},
         {"lr": 0.01, "etas": (0.5, 1.2), "step_sizes": (1e-6, 50)}),
        ({"initialStep": 0.05, "increase": 1.1, "decrease": 0.4, "least": 1e-9, "most": 0.1},
         {"lr": 0.05, "etas": (0.4, 1.1), "step_sizes": (1e-9, 0.1)}),
    ]),
    ("averagedSgd", ASGD, {"ax": ("a", "place")}, [
        ({"learningRate": 5e-4, "decay": 1e-4, "power": 0.75, "from": 0, "form": "pytorch"},
         {"lr": 5e-4, "lambd": 1e-4, "alpha": 0.75, "t0": 0}),
        ({"learningRate": 1e-3, "decay": 10, "power": 0.5, "from": 50, "form": "pytorch"},
         {"lr": 1e-3, "lambd": 10, "alpha": 0.5, "t0": 50}),
    ]),
    ("adafactor", Adafactor, {"variance": ("v", "square")}, [
        ({"learningRate": 0.01, "decayPower": 0.8, "clip": 1.0, "epsilon1": 1e-30, "epsilon2": 1e-3, "weightDecay": 0.0},
         {"lr": 0.01, "beta2_decay": -0.8, "d": 1.0, "eps": (1e-30, 1e-3), "weight_decay": 0.0}),
        ({"learningRate": 0.001, "decayPower": 0.5, "clip": 1.25, "epsilon1": 1e-3, "epsilon2": 0.1, "weightDecay": 0.05},
         {"lr": 0.001, "beta2_decay": -0.5, "d": 1.25, "eps": (1e-3, 0.1), "weight_decay": 0.05}),
    ]),
]

# Layer by layer, on the two-layer problem and from its states. Columns are of the matrix (byRow, byColumn) and the vector.
LAYERS = [
    ("adafactor", Adafactor, {"row_var": ("r", "byRow"), "col_var": ("c", "byColumn"), "variance": ("v", "vector")}, [
        ({"learningRate": 0.001, "decayPower": 0.8, "clip": 1.0, "epsilon1": 1e-30, "epsilon2": 1e-3, "weightDecay": 0.0},
         {"lr": 0.001, "beta2_decay": -0.8, "d": 1.0, "eps": (1e-30, 1e-3), "weight_decay": 0.0}),
        ({"learningRate": 0.0002, "decayPower": 0.5, "clip": 1.25, "epsilon1": 1e-3, "epsilon2": 0.1, "weightDecay": 0.05},
         {"lr": 0.0002, "beta2_decay": -0.5, "d": 1.25, "eps": (1e-3, 0.1), "weight_decay": 0.05}),
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
    ("adamw", AdamW, MOMENTS, [
        ({"learningRate": {"schedule": "cosine", "initial": 0.1, "final": 0.001, "steps": 300},
          "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.2},
         {"lr": 0.1, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.2,
          "scheduler": lambda peer: CosineAnnealingLR(peer, 300, 0.001)}),
    ]),
    ("rmsprop", RMSprop, SQUARE, [
        ({"learningRate": {"schedule": "stepDecay", "initial": 0.004, "factor": 0.5, "every": 60},
          "rho": 0.99, "epsilon": 1e-8, "momentum": 0.9},
         {"lr": 0.004, "alpha": 0.99, "eps": 1e-8, "momentum": 0.9, "scheduler": lambda peer: StepLR(peer, 60, 0.5)}),
    ]),
]

# fmt: on


def lines():
    for rules, *rest in [(RULES, "elements"), (LAYERS, "layers", LAYERED, SEGMENTS), (SCHEDULED, None)]:
        for name, optimizer, slots, settings in rules:
            for ours, theirs in settings:
                yield line({"rule": name, "settings": ours}, optimizer, slots, theirs, *rest)
