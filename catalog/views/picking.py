"""Picking frameworks by an address: from a list while it is short, by typing a name beyond."""

from django.db.models.functions import Lower

from catalog.models import FrameworkRevision

# So many can be picked from a list; of more, the reader types the name.
LISTED = 500
# Longer than any address of ours; whoever names more made it up.
LONGEST = 100


def choices(*, without=(), at=None):
    """Slugs and names, by name; None where there are too many to pick from a list."""
    live = FrameworkRevision.objects.live(at).order_by("sort_key", "pk")
    every = [*live.values_list("entry__slug", "name")[: LISTED + 1]]
    return None if len(every) > LISTED else [one for one in every if one[0] not in without]


def picked(wanted, *, at=None):
    """The live revisions by what was asked for: a slug or a whole name."""
    live, asked = FrameworkRevision.objects.live(at), wanted[:LONGEST]
    known = {one.slug: one for one in live.filter(entry__slug__in=asked)}
    names = {one: one.lower() for one in asked if one not in known}
    if names:
        in_lower_case = live.annotate(lower=Lower("name")).filter(lower__in=names.values())
        found = {one.lower: one for one in in_lower_case}
        known |= {one: found[lower] for one, lower in names.items() if lower in found}
    return known
