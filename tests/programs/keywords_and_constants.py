"""Keywords for positional-only parameters, and constants that are pickled by name."""
import pickle


def f(a, b, /, c=0):
    return a, b, c


for kwargs in {"a": 1, "b": 2}, {"b": 1, "c": 2}, {"d": 1, "b": 2}, {"d": 1}:
    try:
        f(1, 2, **kwargs)
    except TypeError as error:
        print(error)

constants = [..., NotImplemented, ..., None]
print(pickle.dumps(constants, 4))
print(pickle.loads(pickle.dumps(constants)))
