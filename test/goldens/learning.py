"""PyTorch's values and gradients for the operations and layers of src/learning, and its first steps of training; float64.

Every golden differentiates the loss sum(weights * output), with weights of its own for each entry, so that no two entries
have the same gradient by chance. Numbers that go in have three decimals; ties and kinks (equal maxima, a ReLU at 0) are kept away.
Layouts are PyTorch's: a linear layer's weights [out, in], a convolution's [out, in, height, width], a GRU's three gates
(reset, update, new) one below the other, attention's in-projection query, key and value one below the other.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

random = np.random.default_rng(7)


def numbers(*shape, scale=1.0):
    return torch.tensor(np.round(random.normal(size=shape) * scale, 3), dtype=torch.float64)


def distinct(*shape):
    """No two alike, in no order: their differences are far above any rounding."""
    count = int(np.prod(shape))
    return torch.tensor((random.permutation(count) - count / 2 + 0.25).reshape(shape) / 8, dtype=torch.float64)


def positive(*shape):
    return numbers(*shape).abs() + 0.1


def written(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().reshape(-1).tolist()}


def case(operation, settings, inputs, function, constants=None):
    """inputs are differentiated by, constants (labels, indexes) are not; function takes both by name."""
    leaves = {name: value.clone().requires_grad_(True) for name, value in inputs.items()}
    output = function(**leaves, **{name: value.clone() for name, value in (constants or {}).items()})
    weights = numbers(*output.shape)
    (weights * output).sum().backward()
    return {
        "operation": operation,
        "settings": settings,
        "inputs": {name: written(value) for name, value in (inputs | (constants or {})).items()},
        "weights": written(weights),
        "output": written(output),
        "gradients": {name: written(leaf.grad) for name, leaf in leaves.items()},
    }


def arithmetic():
    for name, function in [("add", torch.add), ("sub", torch.sub), ("mul", torch.mul), ("div", torch.div)]:
        for shape in ([3, 1], [4], [], [2, 3, 4], [2, 1, 1]):
            yield case(name, {}, {"a": numbers(2, 3, 4), "b": positive(*shape)}, lambda a, b, f=function: f(a, b))
        yield case(name, {}, {"a": numbers(3, 1), "b": positive(2, 1, 4)}, lambda a, b, f=function: f(a, b))
    for left, right in [([3, 4], [4, 5]), ([2, 3, 4], [2, 4, 5]), ([2, 3, 4], [4, 5]), ([2, 2, 3, 4], [2, 2, 4, 2])]:
        yield case("matmul", {}, {"a": numbers(*left), "b": numbers(*right)}, lambda a, b: a @ b)


def elementwise():
    for name, function, values in [
        ("relu", torch.relu, distinct(3, 4)),
        ("tanh", torch.tanh, numbers(3, 4)),
        ("sigmoid", torch.sigmoid, numbers(3, 4, scale=3)),
        ("gelu", lambda x: F.gelu(x, approximate="tanh"), numbers(3, 4, scale=2)),
        ("silu", F.silu, numbers(3, 4, scale=2)),
        ("exp", torch.exp, numbers(3, 4)),
        ("log", torch.log, positive(3, 4)),
        ("sqrt", torch.sqrt, positive(3, 4)),
        ("abs", torch.abs, distinct(3, 4)),
        ("neg", torch.neg, numbers(3, 4)),
    ]:
        yield case(name, {}, {"x": values}, lambda x, f=function: f(x))
    # Where exp(-x) alone would overflow.
    yield case("sigmoid", {"far": True}, {"x": torch.tensor([-800.0, -40, 40, 800], dtype=torch.float64)}, sigmoid)
    for exponent in (2.5, 2, -1, 0.5):
        yield case("pow", {"exponent": exponent}, {"x": positive(3, 4)}, lambda x, e=exponent: x**e)


def sigmoid(x):
    return torch.sigmoid(x)


def reductions():
    for axis in (0, 1, -1):
        yield case("softmax", {"axis": axis}, {"x": numbers(2, 3, 4, scale=2)}, lambda x, a=axis: x.softmax(a))
        yield case("logSoftmax", {"axis": axis}, {"x": numbers(2, 3, 4, scale=2)}, lambda x, a=axis: x.log_softmax(a))
        for keep in (False, True):
            at = {"axis": axis, "keep": keep}
            yield case("max", at, {"x": distinct(2, 3, 4)}, lambda x, a=axis, k=keep: x.amax(a, keepdim=k))
            yield case("sum", at, {"x": numbers(2, 3, 4)}, lambda x, a=axis, k=keep: x.sum(a, keepdim=k))
            yield case("mean", at, {"x": numbers(2, 3, 4)}, lambda x, a=axis, k=keep: x.mean(a, keepdim=k))
    yield case("sum", {"axis": [0, 2]}, {"x": numbers(2, 3, 4)}, lambda x: x.sum((0, 2)))
    yield case("mean", {"axis": [0, 2]}, {"x": numbers(2, 3, 4)}, lambda x: x.mean((0, 2)))
    for name in ("sum", "mean", "max"):
        yield case(name, {}, {"x": distinct(2, 3, 4)}, lambda x, n=name: getattr(x, n)())


def losses():
    labels = torch.tensor([3, 0, 2, 2, 1, 3])
    for smoothing in (0.0, 0.1):
        for scale in (1.0, 1000.0):
            yield case(
                "crossEntropy",
                {"labelSmoothing": smoothing},
                {"scores": numbers(6, 4, scale=scale)},
                lambda scores, labels, s=smoothing: F.cross_entropy(scores, labels, label_smoothing=s),
                {"labels": labels},
            )
    yield case(
        "meanSquaredError",
        {},
        {"prediction": numbers(5, 3), "target": numbers(5, 3)},
        lambda prediction, target: F.mse_loss(prediction, target),
    )


def layers():
    wires = {"x": numbers(2, 3, 4), "weights": numbers(5, 4), "bias": numbers(5)}
    yield case("linear", {}, wires, lambda x, weights, bias: F.linear(x, weights, bias))
    for stride in (1, 2):
        for padding in (0, 1):
            yield case(
                "convolution",
                {"stride": stride, "padding": padding},
                {"x": numbers(2, 3, 6, 5), "weights": numbers(4, 3, 3, 3), "bias": numbers(4)},
                lambda x, weights, bias, s=stride, p=padding: F.conv2d(x, weights, bias, stride=s, padding=p),
            )
    yield case(
        "embedding",
        {},
        {"weights": numbers(7, 3)},
        lambda weights, indexes: F.embedding(indexes, weights),
        {"indexes": torch.tensor([[0, 3, 3, 6], [1, 3, 0, 5]])},
    )
    for epsilon in (1e-5, 0.1):
        yield case(
            "layerNorm",
            {"epsilon": epsilon},
            {"x": numbers(2, 3, 5, scale=2), "scale": numbers(5), "shift": numbers(5)},
            lambda x, scale, shift, e=epsilon: F.layer_norm(x, (5,), scale, shift, eps=e),
        )
    for causal in (False, True):
        yield case(
            "scaledDotProductAttention",
            {"causal": causal},
            {name: numbers(2, 2, 4, 3) for name in ("query", "key", "value")},
            lambda query, key, value, c=causal: F.scaled_dot_product_attention(query, key, value, is_causal=c),
        )
        yield case(
            "attention",
            {"embed": 6, "heads": 2, "causal": causal},
            {
                "x": numbers(2, 4, 6),
                "inWeights": numbers(18, 6, scale=0.5),
                "inBias": numbers(18, scale=0.5),
                "outWeights": numbers(6, 6, scale=0.5),
                "outBias": numbers(6, scale=0.5),
            },
            lambda c=causal, **given: attention(c, **given),
        )
    yield case("gatedRecurrent", {"steps": 5}, {"x": numbers(2, 5, 3), **gates()}, gated)
    yield case("gatedRecurrentCell", {}, {"x": numbers(2, 3), "h": numbers(2, 4), **gates()}, gated_cell)


def attention(causal, x, inWeights, inBias, outWeights, outBias):
    layer = nn.MultiheadAttention(6, 2, batch_first=True, dtype=torch.float64)
    mask = torch.triu(torch.ones(4, 4, dtype=torch.bool), diagonal=1) if causal else None
    given = {
        "in_proj_weight": inWeights,
        "in_proj_bias": inBias,
        "out_proj.weight": outWeights,
        "out_proj.bias": outBias,
    }
    keywords = {"attn_mask": mask, "need_weights": False}
    return torch.func.functional_call(layer, given, (x, x, x), keywords)[0]


def gates():
    return {
        "inputWeights": numbers(12, 3),
        "hiddenWeights": numbers(12, 4),
        "inputBias": numbers(12),
        "hiddenBias": numbers(12),
    }


def gated_cell(x, h, inputWeights, hiddenWeights, inputBias, hiddenBias):
    given = {"weight_ih": inputWeights, "weight_hh": hiddenWeights, "bias_ih": inputBias, "bias_hh": hiddenBias}
    return torch.func.functional_call(nn.GRUCell(3, 4, dtype=torch.float64), given, (x, h))


def gated(x, inputWeights, hiddenWeights, inputBias, hiddenBias):
    """All hidden states; the first one is 0."""
    layer = nn.GRU(3, 4, batch_first=True, dtype=torch.float64)
    given = {
        "weight_ih_l0": inputWeights,
        "weight_hh_l0": hiddenWeights,
        "bias_ih_l0": inputBias,
        "bias_hh_l0": hiddenBias,
    }
    return torch.func.functional_call(layer, given, (x,))[0]


def batch_norms():
    """Two batches in training, then one in evaluation: each with output and gradients, and the buffers after it."""
    for shape in ([6, 3], [4, 3, 2, 5]):
        for momentum, epsilon in ((0.1, 1e-5), (0.3, 0.01)):
            kind = nn.BatchNorm1d if len(shape) == 2 else nn.BatchNorm2d
            layer = kind(3, eps=epsilon, momentum=momentum, dtype=torch.float64)
            scale, shift = numbers(3), numbers(3)
            passes = []
            for training in (True, True, False):
                layer.train(training)

                def normalize(x, scale, shift):
                    given = {"weight": scale, "bias": shift}
                    return torch.func.functional_call(layer, given, (x,))

                one = case("batchNorm", {}, {"x": numbers(*shape, scale=2) + 1, "scale": scale, "shift": shift}, normalize)
                passes.append({"training": training, **{k: one[k] for k in ("inputs", "weights", "output", "gradients")}})
                passes[-1]["runningMean"] = layer.running_mean.tolist()
                passes[-1]["runningVariance"] = layer.running_var.tolist()
            yield {
                "operation": "batchNorm",
                "settings": {"momentum": momentum, "epsilon": epsilon},
                "passes": passes,
            }


def network(layers, activation, norm):
    parts = []
    for k, (inputs, outputs) in enumerate(zip(layers, layers[1:])):
        parts.append(nn.Linear(inputs, outputs, dtype=torch.float64))
        if k == len(layers) - 2:
            break
        if norm:
            parts.append(nn.BatchNorm1d(outputs, dtype=torch.float64))
        parts.append({"relu": nn.ReLU, "tanh": nn.Tanh}[activation]())
    return nn.Sequential(*parts)


def flat(model):
    return torch.cat([parameter.detach().reshape(-1) for parameter in model.parameters()]).tolist()


def training():
    """Five updates each, on two batches in turn. Parameters are one list, in PyTorch's order: weights, bias, layer by layer."""
    # fmt: off
    rules = [
        ("gradientDescent", {"learningRate": 0.1}, torch.optim.SGD, {"lr": 0.1}),
        ("momentum", {"learningRate": 0.1, "beta": 0.9}, torch.optim.SGD, {"lr": 0.1, "momentum": 0.9}),
        ("adam", {"learningRate": 0.01}, torch.optim.Adam, {"lr": 0.01}),
    ]
    # fmt: on
    for layers, activation, norm in (
        ([5, 8, 4, 3], "tanh", False),
        ([5, 8, 4, 3], "relu", False),
        ([5, 8, 3], "relu", True),
    ):
        for rule, settings, peer, arguments in rules:
            if norm and rule == "gradientDescent":
                continue
            model = network(layers, activation, norm)
            with torch.no_grad():
                for module in model:
                    if isinstance(module, nn.Linear):
                        module.weight.copy_(numbers(*module.weight.shape, scale=0.5))
                        module.bias.copy_(numbers(*module.bias.shape, scale=0.1))
            batches = [(numbers(6, layers[0]), torch.tensor(random.integers(0, 3, 6))) for _ in range(2)]
            optimizer = peer(model.parameters(), **arguments)
            begin, steps = flat(model), []
            for k in range(5):
                x, y = batches[k % 2]
                optimizer.zero_grad()
                loss = F.cross_entropy(model(x), y)
                loss.backward()
                optimizer.step()
                steps.append({"loss": loss.item(), "parameters": flat(model)})
            entry = {
                "layers": layers,
                "activation": activation,
                "batchNorm": norm,
                "rule": rule,
                "settings": settings,
                "batches": [{"inputs": written(x), "labels": y.tolist()} for x, y in batches],
                "begin": begin,
                "steps": steps,
            }
            if norm:
                entry["runningMean"] = model[1].running_mean.tolist()
                entry["runningVariance"] = model[1].running_var.tolist()
                model.eval()
                with torch.no_grad():
                    entry["evaluated"] = written(model(batches[0][0]))
            yield entry


def goldens():
    made = [*arithmetic(), *elementwise(), *reductions(), *losses(), *layers()]
    return {"operations": made, "batchNorms": list(batch_norms()), "training": list(training())}
