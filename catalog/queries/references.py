"""What a row must not name: entries in the trash, and relations that the other end states."""

from django.db.models import Q

from catalog.choices import MUTUAL_RELATIONS
from catalog.models import Entry, Relation, is_live


def trashed_among(model, keys):
    """The keys of those entries of `model` that are in the trash."""
    keys = {key for key in keys if key is not None}
    if not keys or not issubclass(model, Entry):
        return set()
    return set(model.objects.filter(pk__in=keys).trashed().values_list("pk", flat=True))


def stated_by_others(entry, relations):
    """Those of the pairs (type, target) that live targets state of the framework `entry`.

    All are primary keys. A relation is stated once, from one side; a mutual one may be stated from
    both.
    """
    asked = [one for one in relations if one[0] not in MUTUAL_RELATIONS and one[1] is not None]
    if not asked or entry is None:
        return []
    reversed_ones = Q()
    for type_, target in asked:
        reversed_ones |= Q(type=type_, revision__entry=target)
    found = Relation.objects.filter(is_live("revision__"), reversed_ones, target=entry)
    known = set(found.order_by().values_list("type", "revision__entry"))
    return [one for one in asked if one in known]
