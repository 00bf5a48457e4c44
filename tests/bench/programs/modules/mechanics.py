def lerp(a, b, t):
    return a + (b - a) * t


def horner(x, c0, c1, c2):
    y = c2
    y = y * x + c1
    return y * x + c0
