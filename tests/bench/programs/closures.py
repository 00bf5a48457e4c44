def counter(step):
    n = 0

    def advance(k):
        nonlocal n
        n += step * k
        return n

    return advance


def work(times):
    advance = counter(2)
    last = 0
    for i in range(times):
        last = advance(i)
    return last


print(work(600000))
