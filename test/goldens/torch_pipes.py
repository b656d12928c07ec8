"""Pipes of wrappers and a rule by PyTorch.

A line has our links in pipe's order, torch's class and its arguments; among them may be `clip`, called with the parameters
before each update, and `average`: what makes an average of the parameters, and after which updates it takes part. A pipe is
compared along runs; one without memory also by one step from each state.
"""

from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim import SGD, Adam, AdamW
from torch.optim.swa_utils import AveragedModel, get_ema_avg_fn

from torch_peer import line

GD = ("gradientDescent", {"learningRate": 5e-4})
MOMENTUM = ("momentum", {"learningRate": 2e-4, "beta": 0.9})
ADAM = ("adam", {"learningRate": 0.05, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8})
PLAIN, HEAVY = {"lr": 5e-4}, {"lr": 2e-4, "momentum": 0.9}
TUNED = {"lr": 0.05, "betas": (0.9, 0.999), "eps": 1e-8}
EMA = lambda rho: lambda model: AveragedModel(model, avg_fn=get_ema_avg_fn(rho))

# fmt: off
PIPES = [
    ([("l2", {"weightDecay": 0.5}), GD], SGD, PLAIN | {"weight_decay": 0.5}),
    ([("l2", {"weightDecay": 0.1}), MOMENTUM], SGD, HEAVY | {"weight_decay": 0.1}),
    ([("l2", {"weightDecay": 2.0}), ADAM], Adam, TUNED | {"weight_decay": 2.0}),
    ([("decoupledDecay", {"weightDecay": 0.5}), ADAM], AdamW, TUNED | {"weight_decay": 0.5}),
    ([("clipByNorm", {"limit": 1.0, "form": "pytorch"}), ("gradientDescent", {"learningRate": 0.01})],
     SGD, {"lr": 0.01, "clip": lambda theta: clip_grad_norm_(theta, 1.0)}),
    ([("clipByNorm", {"limit": 20.0, "form": "pytorch"}), ADAM],
     Adam, TUNED | {"clip": lambda theta: clip_grad_norm_(theta, 20.0)}),
    ([("clipByValue", {"limit": 30.0}), GD], SGD, PLAIN | {"clip": lambda theta: clip_grad_value_(theta, 30.0)}),
    ([("clipByValue", {"limit": 10.0}), ADAM], Adam, TUNED | {"clip": lambda theta: clip_grad_value_(theta, 10.0)}),
    # Clipped first, decayed after: the order of the links is the order of the text.
    ([("clipByNorm", {"limit": 50.0, "form": "pytorch"}), ("l2", {"weightDecay": 1.0}), MOMENTUM],
     SGD, HEAVY | {"weight_decay": 1.0, "clip": lambda theta: clip_grad_norm_(theta, 50.0)}),
    ([ADAM, ("ema", {"decay": 0.99})], Adam, TUNED | {"average": (EMA(0.99), lambda t: True)}),
    ([GD, ("ema", {"decay": 0.5})], SGD, PLAIN | {"average": (EMA(0.5), lambda t: True)}),
    ([ADAM, ("swa", {"from": 100, "every": 7})],
     Adam, TUNED | {"average": (AveragedModel, lambda t: t >= 100 and (t - 100) % 7 == 0)}),
    ([GD, ("swa", {"from": 1, "every": 1})], SGD, PLAIN | {"average": (AveragedModel, lambda t: True)}),
    ([ADAM, ("polyakAverage", {"from": 20})], Adam, TUNED | {"average": (AveragedModel, lambda t: t >= 20)}),
    ([GD, ("polyakAverage", {"from": 1})], SGD, PLAIN | {"average": (AveragedModel, lambda t: True)}),
]
# fmt: on


def lines():
    for links, optimizer, arguments in PIPES:
        remembers = links[-1][0] != "gradientDescent"
        yield line({"rule": "pipe", "links": links}, optimizer, {}, arguments, None if remembers else "elements")
