import math

import numpy as np


def norm(v):
    return math.sqrt(v.dot(v))


def train(steps):
    generator = np.random.Generator(np.random.PCG64(1))
    W = generator.normal(0.0, 1.0, (64, 64))  # noqa: N806
    center = generator.normal(0.0, 1.0, 64)
    center = center / norm(center)
    total = 0.0
    for _ in range(steps):
        x = generator.normal(0.0, 1.0, 64)
        y = W.dot(x)
        y = np.exp(y - y.max())
        y = y / y.sum()
        before = center
        center = (1 - 0.1) * center + 0.1 * (x + y * 0.5)
        center = center / norm(center)
        if norm(center - before) / norm(before) < 0.01:
            total += 1.0
        similarity = float(center.dot(x)) / (norm(center) * norm(x))
        total += similarity + norm(center - y) + float(y.max()) + int(y.argmax())
    low, high = center.min(), center.max()
    quantised = low + np.round((center - low) / (high - low) * 255) / 255 * (high - low)
    return total + float(quantised.sum())


print(train(10000))
