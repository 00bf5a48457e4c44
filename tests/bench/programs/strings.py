def build(n):
    text = ""
    for i in range(n):
        text = text + "x" + str(i)
    return len(text)


print(build(30000))
