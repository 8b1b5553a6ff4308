"""Atom feeds in each language: what was published, what was released, and one framework."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from catalog import changelog, queries
from catalog.bilingual import HTML_LANG, current_language
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

    def link(self, obj=None):
        return settings.SITE_URL + reverse("catalog:home")

    def feed_url(self, obj=None):
        return settings.SITE_URL + reverse(self.address)

    @property
    def language(self):
        return HTML_LANG[current_language()]

    def item_guid(self, item):
        return self.item_link(item)


class RevisionFeed(AtlasFeed):
    """One entry a published revision."""

    def item_title(self, revision):
        kind = revision.entry._meta.verbose_name
        words = {"name": revision.name, "kind": kind, "number": revision.number}
        return _("%(name)s (%(kind)s), revision %(number)s") % words

    def item_description(self, revision):
        text = getattr(revision, "summary", None) or getattr(revision, "definition", "")
        return excerpt(str(text), 280)

    def item_link(self, revision):
        return settings.SITE_URL + revision.get_absolute_url()

    def item_guid(self, revision):
        return f"{self.item_link(revision)}#revision-{revision.number}"

    def item_updateddate(self, revision):
        return revision.published_at

    item_pubdate = item_updateddate


class ChangesFeed(AtlasFeed):
    """One entry a public change of an entry, as on the page of changes."""

    address = "catalog:changes-feed"

    def title(self):
        return _("Framework Atlas: what was published")

    def link(self, obj=None):
        return settings.SITE_URL + reverse("catalog:changes")

    def items(self):
        return changelog.shown(changelog.changes()[:MOST])

    def item_title(self, one):
        name = one.thing.name if one.thing else one.change.slug
        words = {"name": name, "kind": one.change.get_kind_display()}
        if one.change.revision is None:
            event = one.change.get_event_display()
            return _("%(name)s (%(kind)s): %(event)s") % (words | {"event": event})
        return _("%(name)s (%(kind)s), revision %(number)s") % (
            words | {"number": one.change.revision}
        )

    def item_description(self, one):
        if one.field_labels:
            return _("Changed: %(fields)s") % {"fields": ", ".join(one.field_labels)}
        return excerpt(str(one.thing.lead), 280) if one.thing else ""

    def item_link(self, one):
        if one.thing:
            return settings.SITE_URL + one.thing.get_absolute_url()
        return f"{self.link()}#change-{one.change.pk}"

    def item_guid(self, one):
        if one.thing and one.change.revision:
            return f"{self.item_link(one)}#revision-{one.change.revision}"
        return f"{self.link()}#change-{one.change.pk}"

    def item_updateddate(self, one):
        return one.change.at

    item_pubdate = item_updateddate


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
        published = framework.entry.revisions.exclude(published_at=None)
        return published.select_related("entry").order_by("-published_at", "-number")[:MOST]


class ReleasesFeed(AtlasFeed):
    address = "catalog:releases-feed"

    def title(self):
        return _("Framework Atlas: releases")

    def items(self):
        dated = ((release, _day_of(release)) for release in queries.newest_releases(MOST))
        return [release for release, day in dated if day]

    def item_title(self, release):
        return f"{release.revision.name} {release.version}".strip()

    def item_description(self, release):
        return excerpt(str(release.note or release.what), 280)

    def item_link(self, release):
        address = settings.SITE_URL + release.revision.get_absolute_url()
        return f"{address}#fact-{release.role}_release"

    def item_guid(self, release):
        return f"{self.item_link(release)}-{release.version}"

    def item_updateddate(self, release):
        """The first moment of what may be a whole month or year."""
        return datetime.combine(_day_of(release), time.min, UTC)

    item_pubdate = item_updateddate


def _day_of(release):
    """The first day that the release names; None for a text that is not a date, as old rows have.

    A day that the month does not have counts as the first of the month.
    """
    written = release.released_on
    return first_day(written) or first_day(written[:7]) or first_day(written[:4])
