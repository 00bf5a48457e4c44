import builtins


class OwnError(Exception):
    extra = (1, 2)


def fail(name, text):
    raise getattr(builtins, name)(text)


def own():
    raise OwnError("mine")


def through(f):
    return f()


def leave(status):
    raise SystemExit(status)
