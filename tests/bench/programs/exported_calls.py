def lerp(a, b, t):
    return a + (b - a) * t


def horner(x, c0, c1, c2):
    y = c2
    y = y * x + c1
    return y * x + c0


def work(times):
    total = 0.0
    for i in range(times):
        total += lerp(1.0, 3.0, 0.5) + horner(0.5, i, 2.0, 3.0)
    return total


print(work(300000))
