import math

import numpy as np


class Follow:
    """The same learning with the copies and measurements that the definition demands, written by hand."""

    def __init__(self):
        self.step_count = 0
        self.rate = 0.1
        self.decay = 1.0
        self.stable = False
        self.stable_count = 0
        self.last_change = None
        self.history = []

    def __call__(self, weights, x):
        before = weights.copy()
        rate = self.rate * self.decay
        after = (1 - rate) * weights + rate * x
        self.step_count += 1
        self.history.append(after.copy())
        if len(self.history) > 10:
            del self.history[0]
        size = math.sqrt(before.dot(before))
        if size >= 1e-4:
            difference = after - before
            self.last_change = math.sqrt(difference.dot(difference)) / size
            if self.last_change < 0.000001:
                self.stable_count += 1
            else:
                self.stable_count = 0
            self.stable = self.stable or self.stable_count >= 1
            if not self.stable:
                self.decay *= 0.9999
        length = math.sqrt(after.dot(after))
        return after / length if length >= 1e-4 else after


def work(steps):
    follow = Follow()
    w = np.ones(64)
    x = np.zeros(64)
    x[3] = 1.0
    for _ in range(steps):
        w = follow(w, x)
    return float(w[3])


print(work(30000))
