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
