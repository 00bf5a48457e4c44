def count(n):
    found = 0
    i = 0
    while i < n:
        j = i
        while j < n:
            if (i * j) % 7 == 3 and i != j:
                found += 1
            j += 1
        i += 1
    return found


print(count(1200))
