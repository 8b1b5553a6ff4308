"""Where readers are shown links to other sites."""

from collections import defaultdict
from dataclasses import dataclass

from catalog import queries
from catalog.choices import SOURCE, EntryKind, State
from catalog.models import FrameworkRevision, Paper, pointer_to


@dataclass(frozen=True)
class LinkPlace:
    """Where a link is printed: an entry or source, and a JSON pointer into it."""

    url: str
    about: str  # one of `SUBJECTS`
    slug: str
    pointer: str

    @property
    def key(self):
        return {"about": self.about, "slug": self.slug, "pointer": self.pointer}


def printed_links():
    """Every `LinkPlace` of live entries and of the sources that they cite, by address."""
    found = defaultdict(list)
    for place in [*_links_of_frameworks(), *_links_of_papers(), *_links_of_sources()]:
        found[place.url].append(place)
    return dict(found)


def _links_of_frameworks():
    links = {
        "homepage_url": "homepage_url",
        "documentation_url": "documentation_url",
        "repository": "repository_url",
    }
    for live in FrameworkRevision.objects.live():
        for column, link in links.items():
            if url := getattr(live, link):
                yield LinkPlace(url, EntryKind.FRAMEWORK, live.slug, pointer_to(column))


def _links_of_papers():
    papers = Paper.objects.filter(revision__state=State.LIVE).select_related("revision__entry")
    for paper in papers:
        for column, url in (
            ("url", paper.url),
            ("arxiv", paper.arxiv_url),
            ("doi", paper.doi_url),
        ):
            if url:
                pointer = pointer_to("papers", paper.title, column)
                yield LinkPlace(url, EntryKind.FRAMEWORK, paper.revision.slug, pointer)


def _links_of_sources():
    for source in queries.public_sources():
        if source.link:
            pointer = pointer_to("url" if source.url else "repository")
            yield LinkPlace(source.link, SOURCE, source.slug, pointer)
