"""What a program imports from its own folder."""

import collections

import numpy

where = "the folder of the program"
json = "not the module"


class Thing:
    def __init__(self, name="thing", **more):
        self.name = name
        self.more = more

    def __call__(self, x):
        return numpy.float64(x * 2)

    def __len__(self):
        return 3

    def __getitem__(self, index):
        if isinstance(index, slice):
            return numpy.arange(index.start or 0, index.stop)
        return numpy.int64(index)

    def __setitem__(self, index, value):
        self.stored = (index, value)

    def __iter__(self):
        yield numpy.int32(1)
        yield numpy.array([1, 2])

    def __add__(self, other):
        return numpy.float32(1.5)

    def __neg__(self):
        return numpy.int8(-1)

    def __str__(self):
        return "a thing"

    def __repr__(self):
        return "Thing()"


class Count(collections.Counter):
    pass


def keywords(*args, **named):
    return list(args), named


def scalars():
    return [numpy.int64(2), numpy.float64(0.5), numpy.bool_(True), numpy.float32(1.5)]
