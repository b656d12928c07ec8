"""One of PyTorch's optimizers, one update at a time. Its lines: torch_rules.py and torch_pipes.py."""

import functools

import torch
from torch.optim import ASGD

from problems import PROBLEMS

# Else NAdam's product and ASGD's rate are kept in float32.
torch.set_default_dtype(torch.float64)


class Peer:
    """One of torch's optimizers on new parameters: a vector, or one of each of the segments' shapes."""

    def __init__(self, optimizer, arguments, start, segments=None):
        arguments = dict(arguments)
        make_scheduler = arguments.pop("scheduler", None)
        self.clip = arguments.pop("clip", None)
        average, self.takes_part = arguments.pop("average", (None, None))
        shapes = [segment["shape"] for segment in segments] if segments else [[len(start)]]
        pieces = torch.tensor(start).split([torch.Size(shape).numel() for shape in shapes])
        self.theta = torch.nn.ParameterList(piece.reshape(shape) for piece, shape in zip(pieces, shapes))
        self.optimizer = optimizer(self.theta, foreach=False, **arguments)
        self.scheduler = make_scheduler(self.optimizer) if make_scheduler else None
        self.average = average(self.theta) if average else None
        self.t = 0

    def update(self, g):
        pieces = torch.tensor(g).split([part.numel() for part in self.theta])
        for part, piece in zip(self.theta, pieces):
            part.grad = piece.reshape(part.shape).clone()
        if self.clip:
            self.clip(self.theta)
        self.optimizer.step()
        if self.scheduler:
            self.scheduler.step()
        self.t += 1
        if self.average and self.takes_part(self.t):
            self.average.update_parameters(self.theta)

    def point(self):
        return flat(self.theta)

    def returned(self):
        """The point that fall-line's rule returns where that is not theta, else None."""
        if isinstance(self.optimizer, ASGD):
            return flat(self.optimizer.state[part]["ax"] for part in self.theta)
        if self.average is None:
            return None
        return flat(self.average.module) if self.average.n_averaged > 0 else self.point()


def flat(parts):
    return [x for part in parts for x in part.detach().flatten().tolist()]


def slot(peer, name, value=None):
    """A slot of all parameters that have it, as one list or a number; given a value, it is set instead."""
    memories = [peer.optimizer.state[part] for part in peer.theta]
    found = [memory for memory in memories if memory.get(name) is not None]
    if value is None:
        tensors = [memory[name] for memory in found]
        return tensors[0].item() if tensors[0].ndim == 0 else flat(tensors)
    values = torch.tensor(value)
    pieces = [values] if values.ndim == 0 else values.split([memory[name].numel() for memory in found])
    for memory, piece in zip(found, pieces):
        memory[name] = piece.reshape(memory[name].shape).clone()


def one_step(optimizer, slots, arguments, state, segments=None):
    """theta and the slots, by our symbols, after update number `t` of the given state. t = 1 begins with a new state."""
    peer = Peer(optimizer, arguments, state["theta"], segments)
    t = state["t"]
    if t > 1:
        peer.update(state["g"])  # makes the slots; then all is set as given
        with torch.no_grad():
            for part, piece in zip(peer.theta, torch.tensor(state["theta"]).split([part.numel() for part in peer.theta])):
                part.copy_(piece.reshape(part.shape))
        for memory in peer.optimizer.state.values():
            if "step" in memory:
                memory["step"] = torch.tensor(float(t - 1))
            if "eta" in memory:  # ASGD keeps the next update's rate and weight
                lr, decay, power, start = (arguments[name] for name in ("lr", "lambd", "alpha", "t0"))
                memory["eta"] = torch.tensor(lr / (1 + decay * lr * (t - 1)) ** power)
                memory["mu"] = torch.tensor(1 / max(1, t - 1 - start))
        for name, (_, column) in slots.items():
            slot(peer, name, state[column])
    peer.update(state["g"])
    return {"theta": peer.point()} | {symbol: slot(peer, name) for name, (symbol, _) in slots.items()}


def paths(optimizer, arguments, gradient, starts, steps, segments=None):
    """From each start: (theta, what is returned) before and after each update."""
    found = []
    for start in starts:
        peer = Peer(optimizer, arguments, start, segments)
        path = [(peer.point(), None)]
        for t in range(1, steps + 1):
            peer.update(gradient(path[-1][0], t))
            path.append((peer.point(), peer.returned()))
        found.append(path)
    return found


def line(golden, optimizer, slots, arguments, table, problems=PROBLEMS, segments=None):
    """A golden as make.py records it: see there."""
    return {
        "golden": {"peer": "torch", **golden},
        "from": table,
        "slots": {symbol: column for symbol, column in slots.values()},
        "step": functools.partial(one_step, optimizer, slots, arguments, segments=segments),
        "problems": problems,
        "paths": functools.partial(paths, optimizer, arguments, segments=segments),
    }
