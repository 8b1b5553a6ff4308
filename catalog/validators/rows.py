"""Rules about the rows of one owner: none of them says the same as another."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any


def identity_of(model: type, value_of: Callable[[str], Any]) -> Hashable | None:
    """What makes two rows of `model` equal, or None where any two may be equal.

    `value_of` gives the value of a column, as text or key.
    """
    names = getattr(model, "distinct_by", ())
    if not names:
        return None
    is_exact = getattr(model, "is_case_sensitive", False)
    values = tuple(_comparable(value_of(name), is_exact=is_exact) for name in names)
    return frozenset(values) if getattr(model, "is_symmetric", False) else values


def repeated(identities: Iterable[Hashable | None]) -> Iterator[tuple[int, int]]:
    """Yield (place, first place) of each row that says the same as one before it."""
    first: dict[Hashable, int] = {}
    for place, identity in enumerate(identities):
        if identity is None:
            continue
        if first.setdefault(identity, place) != place:
            yield place, first[identity]


def _comparable(value: Any, *, is_exact: bool) -> Any:
    if value is None:
        return ""
    return value.casefold() if isinstance(value, str) and not is_exact else value
