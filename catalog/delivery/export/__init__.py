"""The whole public site as files that any file server can host.

Pages are found as a visitor finds them: from the sitemap, robots.txt, llms.txt and the root of the
API, by links. Each is rendered by the site's own WSGI application, so a file holds what a reader
would get, and nothing that readers may not see.

What answers a question (search, filters, forms, citations of the day) needs a program. Such links
lead to another, running site where one is named, and are plain text otherwise.
"""

from hashlib import blake2b

from catalog.delivery.export.pairs import Pairs
from catalog.delivery.export.places import Places
from catalog.delivery.export.reading import Site, one_connection
from catalog.delivery.export.rewriting import rewrite
from catalog.delivery.export.store import Store
from catalog.delivery.release import release
from catalog.delivery.site import stamp_of_today

NOT_FOUND = "404.html"  # what file servers answer with where there is no file


class ExportRefused(Exception):
    """The site has links that lead nowhere; `faults` names each, and nothing was written."""

    def __init__(self, faults):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def export_site(folder, *, live="", progress=lambda done, known: None):
    """Bring `folder` in step with the site; return a `Summary` of what was written and removed.

    `live` is the origin of a running site that answers what files can not. `progress` is called
    after each page with how many are done and how many are known. Until everything is rendered and
    checked, nothing in the folder changes; then each file is replaced at one stroke. Where what
    pages are made of is what it was at the last export, and every file is as that wrote it, nothing
    is rendered.
    """
    site, made_of = Site(), _made_of(live)
    with one_connection(), Store(folder) as store:
        if store.holds(made_of):
            return store.unchanged()
        places, pairs = Places(site, live=live), Pairs()
        for done, (place, page) in enumerate(places.walk(), 1):
            store.put(place.file, rewrite(page, places))
            pairs.add(page)
            progress(done, places.count)
        store.put(NOT_FOUND, rewrite(site.missing_page(), places))
        if faults := [*places.faults, *pairs.faults()]:
            raise ExportRefused(faults)
        # What was published meanwhile is in some pages only.
        return store.publish(made_of if made_of == _made_of(live) else "")


def _made_of(live):
    """What the cache in front of Django takes for the same page, and where questions lead."""
    told = f"{release()} {stamp_of_today()} {live}"
    return blake2b(told.encode(), digest_size=16).hexdigest()
