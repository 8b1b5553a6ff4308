"""How long a publish takes: what `bench.growth` and `bench.documents` measure of goal 9."""

from time import perf_counter
from typing import NamedTuple

ROUNDS = 15
# Goal 9: so many seconds, and no more in a larger catalogue.
SECONDS, GROWTH = 0.5, 1.3


class Seconds(NamedTuple):
    """Of the transaction that readers wait for, and with what is made after it."""

    bare: float
    whole: float


class Publisher:
    """Publishes one framework of the database in use, again and again, each time with a change."""

    def __init__(self, slug):
        from django.contrib.auth import get_user_model

        from catalog.models import Framework

        self.by, _created = get_user_model().objects.get_or_create(
            username="publisher", defaults={"is_superuser": True}
        )
        self.entry = Framework.objects.get(slug=slug)

    def publish(self):
        from django.db import transaction

        from catalog import actions

        draft = actions.open_draft(self.entry, by=self.by)
        draft.summary_en = f"{draft.summary_en[:200]} {draft.number}"
        draft.save(update_fields=["summary_en"])
        start = perf_counter()
        with transaction.atomic():
            actions.publish(draft, by=self.by)
            done = perf_counter()
        return Seconds(done - start, perf_counter() - start)


def measured(engine, catalogues):
    """Two lines of goal 9: among most entries, and how that compares with the next fewer ones."""
    from bench.databases import use
    from bench.record import compared

    publishers, seconds = [], []
    for one in catalogues[-2:]:
        use(one.name)
        publishers.append(Publisher(one.words["slug"]))
        publishers[-1].publish()
        seconds.append([])
    for _round in range(ROUNDS):
        for one, publisher, found in zip(catalogues[-2:], publishers, seconds, strict=True):
            use(one.name)
            found.append(publisher.publish().whole)
    few, many = seconds
    fewer, most = (one.count for one in catalogues[-2:])
    common = {"goal": 9, "engine": engine, "entries": most}
    name = f"{engine}: publish among {most:,}"
    return [
        {**common, "name": name, "peer": f"{SECONDS} s", "at_most": 1.0}
        | compared([SECONDS] * len(many), many),
        {**common, "name": f"{name}, growth", "peer": f"among {fewer:,}", "at_most": GROWTH}
        | compared(few, many),
    ]
