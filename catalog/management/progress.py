"""The bar that long work shows."""

from tqdm import tqdm


def bar(work, unit, *, shown):
    """What a function takes as `progress`: it goes through a list and shows how far it is.

    Nothing is shown of an empty list, or unless `shown`.
    """
    return lambda steps: tqdm(steps, desc=work, unit=unit, disable=not shown or not steps)
