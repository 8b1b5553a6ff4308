"""Atom feeds in each language: what was published, what was released, and one framework.

Readers of feeds show whatever has a new id as new. So an id never changes: what was published
before ids had their present form keeps the one that was sent (`published.old_feed_ids_until`).
"""

from datetime import UTC, datetime, time
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import gettext as _

from catalog import changelog, published, queries
from catalog.bilingual import HTML_LANG, current_language
from catalog.documents.schema import KINDS
from catalog.models import FrameworkRevision
from catalog.text import excerpt
from catalog.validators import first_day, xml_text

MOST = 50


class SteadyAtomFeed(Atom1Feed):
    """The same bytes each time: Django dates a feed without entries at the moment of asking.

    Old revisions may hold characters that XML cannot.
    """

    def __init__(self, **options):
        super().__init__(**_xml_texts(options))

    def add_item(self, **options):
        super().add_item(**_xml_texts(options))

    def latest_post_date(self):
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, UTC)

    def add_item_elements(self, handler, item):
        """Django calls a summary HTML, which ours is not, and knows no language of one item."""
        summary = item["description"]
        super().add_item_elements(handler, item | {"description": None})
        if summary:
            said = {"type": "text"}
            if item["summary_lang"] != self.feed["language"]:
                said["xml:lang"] = item["summary_lang"]
            handler.addQuickElement("summary", str(summary), said)


def _xml_texts(options):
    return {
        name: xml_text(value) if isinstance(value, str) else value
        for name, value in options.items()
    }


class AtlasFeed(Feed):
    """Addresses are those of the site, whatever host the request named."""

    feed_type = SteadyAtomFeed
    address = ""
    address_args = ()

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # Django takes the newest entry, which says nothing of one that was added late or has gone.
        del response["Last-Modified"]
        if changed := published.last_modified():
            response["Last-Modified"] = http_date(changed)
        return response

    def author_name(self, obj=None):
        return _("Framework Atlas")

    def author_link(self, obj=None):
        return settings.SITE_URL + reverse("catalog:home")

    def link(self, obj=None):
        return settings.SITE_URL + reverse("catalog:home")

    def feed_url(self, obj=None):
        return settings.SITE_URL + reverse(self.address)

    @property
    def language(self):
        return HTML_LANG[current_language()]

    def item_text(self, item):
        """What an entry says in short, as a text that may know its language."""
        return ""

    def item_description(self, item):
        return excerpt(str(self.item_text(item)), 280)

    def item_extra_kwargs(self, item):
        return {"summary_lang": getattr(self.item_text(item), "html_lang", self.language)}


class RevisionFeed(AtlasFeed):
    """One entry a published revision."""

    def item_title(self, revision):
        kind = revision.entry._meta.verbose_name
        words = {"name": revision.name, "kind": kind, "number": revision.number}
        return _("%(name)s (%(kind)s), revision %(number)s") % words

    def item_text(self, revision):
        return getattr(revision, "summary", None) or getattr(revision, "definition", "")

    def item_link(self, revision):
        return settings.SITE_URL + revision.get_absolute_url()

    def item_guid(self, revision):
        return f"{self.item_link(revision)}#revision-{revision.number}"

    def item_updateddate(self, revision):
        return revision.published_at

    item_pubdate = item_updateddate


class ChangeItem(NamedTuple):
    """A public change as readers of the feed get it, and its id."""

    shown: changelog.ShownChange
    id: str


class ChangesFeed(AtlasFeed):
    """One entry a public change of an entry, as on the page of changes."""

    address = "catalog:changes-feed"

    def title(self):
        return _("Framework Atlas: what was published")

    def link(self, obj=None):
        return settings.SITE_URL + reverse("catalog:changes")

    def items(self):
        shown = changelog.shown(changelog.changes()[:MOST])
        old = OldIds([one.change for one in shown])
        return [ChangeItem(one, old.find(one.change) or self._id(one.change)) for one in shown]

    def _id(self, change):
        return f"{self.link()}#change-{change.cursor}"

    def item_title(self, item):
        one = item.shown
        name = one.thing.name if one.thing else one.change.slug
        words = {"name": name, "kind": one.change.get_kind_display()}
        if one.change.revision is None:
            event = one.change.get_event_display()
            return _("%(name)s (%(kind)s): %(event)s") % (words | {"event": event})
        return _("%(name)s (%(kind)s), revision %(number)s") % (
            words | {"number": one.change.revision}
        )

    def item_text(self, item):
        if item.shown.field_labels:
            return _("Changed: %(fields)s") % {"fields": ", ".join(item.shown.field_labels)}
        return item.shown.thing.lead if item.shown.thing else ""

    def item_link(self, item):
        if item.shown.thing:
            return settings.SITE_URL + item.shown.thing.get_absolute_url()
        return f"{self.link()}#change-{item.shown.change.pk}"

    def item_guid(self, item):
        return item.id

    def item_updateddate(self, item):
        return item.shown.change.at

    item_pubdate = item_updateddate


class OldIds:
    """The ids that feeds sent for public changes before ids had their present form.

    They named the page of what was live, and the change of what was not. Which of them was sent
    last follows from what was live at the moment at which the form changed.
    """

    def __init__(self, changes):
        self.until = published.old_feed_ids_until()
        old = [one for one in changes if self.until and one.at <= self.until]
        self.was_live = {
            (kind, slug) for kind in {one.kind for one in old} for slug in self._live(kind, old)
        }

    def _live(self, kind, changes):
        live = KINDS[kind].objects.live(self.until)
        slugs = {one.slug for one in changes if one.kind == kind}
        return live.filter(entry__slug__in=slugs).values_list("entry__slug", flat=True)

    def find(self, change):
        """The id of a change in the active language; None for one that is newer."""
        if not self.until or change.at > self.until:
            return None
        if change.revision and (change.kind, change.slug) in self.was_live:
            page = reverse(f"catalog:{change.kind}-detail", args=[change.slug])
            return f"{settings.SITE_URL}{page}#revision-{change.revision}"
        return f"{settings.SITE_URL}{reverse('catalog:changes')}#change-{change.pk}"


class FrameworkFeed(RevisionFeed):
    def get_object(self, request, slug):
        return get_object_or_404(FrameworkRevision.objects.live(), entry__slug=slug)

    def title(self, framework):
        return _("Framework Atlas: %(name)s") % {"name": framework.name}

    def link(self, framework):
        return settings.SITE_URL + framework.get_absolute_url()

    def feed_url(self, framework):
        return settings.SITE_URL + reverse("catalog:framework-feed", args=[framework.slug])

    def items(self, framework):
        found = framework.entry.revisions.exclude(published_at=None)
        return found.select_related("entry").order_by("-published_at", "-number")[:MOST]


class ReleasesFeed(AtlasFeed):
    address = "catalog:releases-feed"

    def title(self):
        return _("Framework Atlas: releases")

    def items(self):
        until, dated = published.old_feed_ids_until(), []
        for release in queries.newest_releases(MOST):
            release.has_old_id = bool(until and release.shown_since <= until)
            if _day_of(release):
                dated.append(release)
        return dated

    def item_title(self, release):
        return f"{release.revision.name} {release.version}".strip()

    def item_text(self, release):
        return release.note or release.what

    def item_link(self, release):
        address = settings.SITE_URL + release.revision.get_absolute_url()
        return f"{address}#fact-{release.role}_release"

    def item_guid(self, release):
        # Versions may hold what no address may, such as a space.
        version = release.version if release.has_old_id else quote(release.version, safe="")
        return f"{self.item_link(release)}-{version}"

    def item_updateddate(self, release):
        """When the catalogue first said so, which may be long after the release."""
        return release.shown_since

    def item_pubdate(self, release):
        """The first moment of what may be a whole month or year."""
        return datetime.combine(_day_of(release), time.min, UTC)


def _day_of(release):
    """The first day that the release names; None for a text that is not a date, as old rows have.

    A day that the month does not have counts as the first of the month.
    """
    written = release.released_on
    return first_day(written) or first_day(written[:7]) or first_day(written[:4])
