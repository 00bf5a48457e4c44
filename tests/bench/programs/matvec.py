import math

import numpy as np


def work(steps):
    m = np.eye(64) * 0.5
    v = np.ones(64)
    total = 0.0
    for _ in range(steps):
        y = m @ v
        v = y / math.sqrt(np.dot(y, y))
        total += float(v[0])
    return total


print(work(80000))
