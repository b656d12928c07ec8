"""One of Optax's transformations, one update at a time, in float64 on the CPU. Its lines: optax_rules.py and optax_pipes.py."""

import functools

import jax
import jax.numpy as jnp
import numpy as np
import optax
from optax import contrib

from problems import SEGMENTS

jax.config.update("jax_enable_x64", True)


# Schedules that fall-line has too.
cosine = lambda initial, final, steps: lambda t: final + (initial - final) * (1 + jnp.cos(jnp.pi * t / steps)) / 2
halved = lambda initial, every: lambda t: initial * 0.5 ** (t // every)


class Plain:
    """A transformation of gradients as a peer: parameters and state, carried along."""

    evaluations = 1

    def __init__(self, transformation):
        self.transformation = transformation

    def begin(self, params):
        return params, self.transformation.init(params)

    def point(self, carry):
        """Where the gradient is taken."""
        return carry[0]

    def update(self, carry, g):
        params, state = carry
        updates, state = self.transformation.update(g, state, params)
        return optax.apply_updates(params, updates), state

    def theta(self, carry):
        return carry[0]

    def returned(self, carry):
        """The point that fall-line's rule returns where that is not theta, else None."""
        return None


class Lookahead(Plain):
    def __init__(self, fast, **arguments):
        super().__init__(optax.lookahead(fast, **arguments))

    def begin(self, params):
        return super().begin(optax.LookaheadParams.init_synced(params))

    def point(self, carry):
        return carry[0].fast

    theta = point

    def returned(self, carry):
        return carry[0].slow


class ScheduleFree(Plain):
    def theta(self, carry):
        params, state = carry
        return contrib.schedule_free_eval_params(state, params)


class Sam(Plain):
    """Every second update is the rule's; the one before it goes up to where the gradient is then taken."""

    evaluations = 2

    def __init__(self, rule, radius):
        super().__init__(contrib.sam(rule, optax.chain(contrib.normalize(), optax.sgd(radius)), sync_period=2))


class Layout:
    """Our vectors as Optax's tree of arrays: a layer each. Adaptive clipping's units are columns there and rows here."""

    def __init__(self, segments, n, transposed=False):
        self.shapes = [tuple(segment["shape"]) for segment in segments] if segments else [(n,)]
        self.transposed = transposed

    def tree(self, vector, like=None):
        """As a tree; as one number or one a layer if `like` is that."""
        if like is not None and not isinstance(like, tuple):
            return vector
        if like is not None and like[0].ndim == 0:
            return tuple(vector)
        pieces = jnp.split(vector, np.cumsum([int(np.prod(shape)) for shape in self.shapes])[:-1])
        parts = [piece.reshape(shape) for piece, shape in zip(pieces, self.shapes)]
        return tuple(part.T for part in parts) if self.transposed else tuple(parts)

    def vector(self, tree):
        if not isinstance(tree, tuple):
            return tree
        return jnp.concatenate([(part.T if self.transposed else part).reshape(-1) for part in tree])


def one_step(peer, slots, settings, layout, state):
    """theta and the slots, by our symbols, after update number `t` of the given state. t = 1 begins with a new state."""
    theta = jnp.array(state["theta"])
    t = state["t"]
    if t > 1 and isinstance(peer, ScheduleFree):
        beta = settings.get("beta", settings.get("beta1"))
        theta = beta * theta + (1 - beta) * jnp.array(state["place"])
    params, memory = peer.begin(layout.tree(theta))
    if t > 1:
        counts = {"count": t - 1, "count_m2": t - 1, "t": t - 1, "step_count": t, "is_initial_step": False}
        for name, value in counts.items():
            if before := optax.tree.get_all_with_path(memory, name):
                memory = optax.tree.set(memory, **{name: jnp.asarray(value, before[0][1].dtype)})
        for name, (_, column, *factor) in slots.items():
            value = jnp.array(state[column]) * (factor or [1])[0]
            memory = optax.tree.set(memory, **{name: layout.tree(value, like=optax.tree.get(memory, name))})
    carry = peer.update((params, memory), layout.tree(jnp.array(state["g"])))
    after = {"theta": layout.vector(peer.theta(carry)).tolist()}
    for name, (symbol, _, *factor) in slots.items():
        after[symbol] = (layout.vector(optax.tree.get(carry[1], name)) / (factor or [1])[0]).tolist()
    return after


def paths(peer, gradient, starts, steps, segments=None, transposed=False):
    """From each start, all at once: (theta, what is returned) before and after each update."""
    layout = Layout(segments, len(starts[0]), transposed)
    seen = lambda carry: tuple(
        part if part is None else layout.vector(part) for part in (peer.point(carry), peer.theta(carry), peer.returned(carry))
    )

    def first(start):
        carry = peer.begin(layout.tree(start))
        return carry, seen(carry)

    def following(carry, g):
        carry = peer.update(carry, layout.tree(g))
        return carry, seen(carry)

    following = jax.jit(jax.vmap(following))
    carry, (point, theta, returned) = jax.vmap(first)(jnp.array(starts))
    found = [[(start, None)] for start in theta.tolist()]
    for t in range(1, steps + 1):
        for _ in range(peer.evaluations):
            g = np.stack(np.broadcast_arrays(*gradient(list(np.asarray(point).T), t)), axis=1)
            carry, (point, theta, returned) = following(carry, g)
        for path, *row in zip(found, theta.tolist(), returned.tolist() if returned is not None else [None] * len(starts)):
            path.append(tuple(row))
    return found


def line(golden, peer, slots, table, problems):
    """A golden as make.py records it: see there."""
    peer = peer if isinstance(peer, Plain) else Plain(peer)
    names = [name for name, _ in golden.get("links", [])]
    transposed = "adaptiveClip" in names
    segments = SEGMENTS if table == "layers" else None
    n = 17 if table == "layers" else 10
    step = functools.partial(one_step, peer, slots, golden.get("settings"), Layout(segments, n, transposed))

    def runs(gradient, starts, steps):
        layers = SEGMENTS if len(starts[0]) == 17 else None
        return paths(peer, gradient, starts, steps, layers, transposed)

    return {
        "golden": {"peer": "optax", **golden},
        "from": table,
        "slots": {symbol: column for symbol, column, *_ in slots.values()},
        "step": step,
        "problems": problems,
        "paths": runs,
    }
