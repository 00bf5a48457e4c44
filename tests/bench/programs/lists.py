def build(n):
    xs = []
    for i in range(n):
        xs.append(i * i)
    total = 0
    for i in range(len(xs)):
        total += i
    return [len(xs), total]


print(build(700000))
