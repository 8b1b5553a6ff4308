"""What schemathesis is told beside the description: values that the shipped content holds.

Loaded by schemathesis in its own environment, without Django.
"""

from datetime import UTC, datetime

import schemathesis
from hypothesis import strategies

OF_CATALOGUE = {
    "moment": [datetime.now(UTC).date().isoformat()],
    "cursor": [""],
    "since": ["0"],
    "words": ["keras", "自动微分", "shendu xuexi"],
    "column": ["feature:performance", "category:low-level"],
    "licence": ["MIT", "Apache-2.0"],
    "category": ["low-level", "high-level"],
    "feature": ["performance", "performance:supported"],
    "language": ["python"],
    "accelerator": ["cpu"],
    "developer": ["google"],
    "platform": ["linux"],
}
for name, held in OF_CATALOGUE.items():
    schemathesis.openapi.format(name, strategies.sampled_from(held))


@schemathesis.hook
def filter_case(context, case):
    """A walk takes no page and no order, which the description says in words only."""
    given = case.query or {}
    is_walk_and_page = "cursor" in given and {"page", "sort"} & given.keys()
    return not (is_walk_and_page and case.meta.generation.mode.is_positive)
