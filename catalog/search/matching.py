"""What is looked for, as expressions that both engines understand: groups of tokens.

A document matches when it holds at least one token of every group.
"""

from typing import NamedTuple


class Token(NamedTuple):
    text: str
    is_prefix: bool = False


class Branch(NamedTuple):
    """One way to be a result; of several, the one with the smallest tier counts.

    It is not gone where `better` alone, another branch, gives as many documents as its limit.
    """

    tier: int
    groups: tuple[tuple[Token, ...], ...]
    limit: int
    better: "Branch | None" = None
