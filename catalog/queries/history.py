"""When entries came and where they went."""

from django.db.models import Min

from catalog.choices import ChangeAction
from catalog.models import Change


def first_published_at():
    """The moment from which on there is something to read, or None."""
    published = Change.objects.filter(action=ChangeAction.PUBLISH)
    return published.aggregate(first=Min("at"))["first"]


def next_published_at(entry_model, slug, *, at):
    """When an entry that readers see now came, or came back, after the moment `at`; or None."""
    revisions = entry_model.revisions.rel.related_model.objects
    live = revisions.live().filter(entry__slug=slug)
    later = revisions.filter(entry__in=live.values("entry"), published_at__gt=at)
    return later.aggregate(came=Min("published_at"))["came"]


def successor(entry_model, slug, *, at=None):
    """The live entry that addresses of the retired `slug` lead to, or None."""
    retired = entry_model.objects.filter(slug=slug).exclude(redirects_to=None)
    entry = retired.select_related("redirects_to").first()
    if entry is None:
        return None
    live = entry.redirects_to.revisions.live(at).first()
    return live.entry if live else None
