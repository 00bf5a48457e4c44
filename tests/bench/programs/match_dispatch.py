def weight(event):
    match event:
        case None:
            return 0
        case int(n) if n > 5:
            return 2
        case int(n):
            return n
        case str(s):
            return len(s)
        case [_, *_]:
            return 7
        case {"kind": "b"}:
            return 11
        case _:
            return 1


def work(rounds):
    events = [None, 3, 9, "abc", [1, 2], {"kind": "b"}, 2.5]
    total = 0
    for _ in range(rounds):
        for event in events:
            total += weight(event)
    return total


print(work(60000))
