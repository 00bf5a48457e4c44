class Particle:
    __slots__ = ("v", "x")

    def __init__(self, x, v):
        self.x = x
        self.v = v


def work(steps):
    p = Particle(0.0, 1.0)
    for _ in range(steps):
        p.v = p.v - 0.001 * p.x
        p.x = p.x + 0.001 * p.v
    return p.x


print(work(400000))
