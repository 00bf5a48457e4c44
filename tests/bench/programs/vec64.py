import math

import numpy as np


def train(steps):
    w = np.full(64, 0.1)
    x = np.full(64, 0.25)
    total = 0.0
    for _ in range(steps):
        answer = float(np.dot(w, x))
        w = w + x * (0.001 * answer)
        size = math.sqrt(np.dot(w, w))
        if size > 10.0:
            w = w / size
        total += float(w[0])
    return total


print(train(150000))
