"""Parameters for the combinations of several dimensions."""

from itertools import product

import pytest


def combinations(*dimensions, kept=1):
    """Every combination of `dimensions`, for `pytest.mark.parametrize`.

    All combinations of the first `kept` dimensions run in `make test`, each with one value of every
    other dimension in turn. The remaining combinations are marked `matrix`.
    """
    first, others = dimensions[:kept], dimensions[kept:]
    cases = []
    for number, start in enumerate(product(*first)):
        turn = tuple(values[number % len(values)] for values in map(list, others))
        for rest in product(*others):
            marks = () if rest == turn else pytest.mark.matrix
            cases.append(pytest.param(*start, *rest, marks=marks))
    return cases


def sample(values, size):
    """`values` as parameters. All but `size` of them, evenly spaced, are marked `matrix`."""
    values = list(values)
    kept = {round(number * (len(values) - 1) / max(size - 1, 1)) for number in range(size)}
    return [
        value if number in kept else pytest.param(*_as_tuple(value), marks=pytest.mark.matrix)
        for number, value in enumerate(values)
    ]


def portions(values, *, one_in):
    """Two parameters: one in `one_in` of `values`, and all the others, marked `matrix`."""
    values = list(values)
    others = [value for number, value in enumerate(values) if number % one_in]
    return [
        pytest.param(values[::one_in], id="some"),
        pytest.param(others, id="others", marks=pytest.mark.matrix),
    ]


def _as_tuple(value):
    return value if isinstance(value, tuple) else (value,)
