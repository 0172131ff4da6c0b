"""What grows: a series is a name, the most that one object may hold of it, and how a cluster gets `n` of it.

An API server takes objects of up to 1.5 MB. A series whose `n` stand in one object ends where that object would be larger,
one that makes objects goes to 100,000.
"""
ALL = 100_000
SERIES = {}


class Series:
    def __init__(self, name, most, grow, only=None):
        self.name, self.most, self.grow, self.only = name, most, grow, only


def series(name, most=ALL, only=None):
    """Registers a function that grows a cluster. `only` is "ill" or "healthy" where the other would show nothing."""
    def register(function):
        SERIES[name] = Series(name, most, function, only)
        return function
    return register
