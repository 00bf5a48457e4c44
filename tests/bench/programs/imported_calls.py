from tests.bench.programs.modules import mechanics


def work(times):
    total = 0.0
    for i in range(times):
        total += mechanics.lerp(1.0, 3.0, 0.5) + mechanics.horner(0.5, i, 2.0, 3.0)
    return total


print(work(300000))
