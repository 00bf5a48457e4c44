def work(n):
    total = 0
    x = 0.5
    for i in range(n):
        if i % 3 == 0:
            total += i
        else:
            total -= 1
        x = x * 0.999 + 0.001 * i
    return total + x


print(work(1000000))
