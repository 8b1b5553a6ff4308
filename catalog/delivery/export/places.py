"""Everything that is exported: found by links, each address once."""

import json
import re
from collections import deque
from urllib.robotparser import RobotFileParser

from catalog.delivery.export.addresses import API, is_question, place_of, read_link

ROBOTS, SITEMAP, XML = "/robots.txt", "/sitemap.xml", "application/xml"
OEMBED = "/oembed/"
DESCRIPTION = f"{API}openapi.json"
STARTS = ("/", ROBOTS, SITEMAP, "/llms.txt", API)
NOINDEX = re.compile(r'<meta name="robots" content="noindex')


class Places:
    """Where links lead. `faults` gathers those that lead nowhere."""

    def __init__(self, site, *, live):
        self.site, self.live, self.origin = site, live, site.origin
        self.faults = []
        self._places, self._pages, self._queue = {}, {}, deque()
        self._leads = {}  # every page names the same few hundred links
        self._robots = RobotFileParser()
        self._robots.parse(site.get(ROBOTS).text.splitlines())
        self._described = self._read_description()
        self._add_sitemap()
        for address in STARTS:
            self.lead(address, base="/")

    @property
    def count(self):
        return len(self._places)

    def walk(self):
        """Yield each place with its page; while the pages are rewritten more may be found."""
        while self._queue:
            address = self._queue.popleft()
            page = self._pages.pop(address, None) or self._get(address)
            if page.status >= 400:
                self._fault(address, page.status, base=SITEMAP)
            yield self._places[address], page

    def lead(self, link, *, base):
        """Where the link of the page `base` leads in the export; None where it needs a program."""
        if not link.startswith(("/", "http")):
            return self._lead(link, base=base)
        if link not in self._leads:
            self._leads[link] = self._lead(link, base=base)
        return self._leads[link]

    def _lead(self, link, *, base):
        read = read_link(link, base=base, origin=self.origin)
        if read is None:
            return link
        address, fragment = read
        place = self._place(address, base=base)
        if place is None:
            return self.live + address if self.live else None
        start = self.origin if link.startswith(self.origin) else ""
        return f"{start}{place.address}" + (f"#{fragment}" if fragment else "")

    def _read_description(self):
        """The API's own description; it takes a second to make, so it is kept for its file."""
        page = self.site.get(DESCRIPTION)
        self._pages[DESCRIPTION] = page
        self._add(DESCRIPTION, place_of(DESCRIPTION, page.media_type))
        return _parameters(json.loads(page.body))

    def _add_sitemap(self):
        for address in self._located(SITEMAP):
            self._add(address, place_of(address))

    def _located(self, sitemap):
        """The addresses of pages that it names; as an index, those that its files name."""
        text = self.site.get(sitemap).text
        for location in re.findall(r"<loc>([^<]+)</loc>", text):
            address, _fragment = read_link(location, base="/", origin=self.origin)
            if "<sitemapindex" in text:
                self._add(address, place_of(address, XML))
                yield from self._located(address)
            else:
                yield address

    def _add(self, address, place):
        if address not in self._places:
            self._places[address] = place
            self._queue.append(address)

    def _place(self, address, *, base):
        if is_question(address) or not self._robots.can_fetch("*", address):
            return None
        if address not in self._places:
            self._explore(address, base=base)
        return self._places.get(address)

    def _explore(self, address, *, base):
        """Ask for what the sitemap does not name, to see what it is."""
        page = self._get(address)
        if page.status >= 400:
            # Of what answers programs, a parameter may be missing.
            if not address.startswith((API, OEMBED)) or page.status != 400:
                self._fault(address, page.status, base=base)
        elif not _needs_program(page):
            self._pages[address] = page
            self._add(address, place_of(address, page.media_type))

    def _fault(self, address, status, *, base):
        self.faults.append(f"{base} links to {address}, which answers {status}")

    def _get(self, address):
        """API documents are asked for in both languages, and in the longest pages there are."""
        path, _mark, query = address.partition("?")
        known = next((names for match, names in self._described if match.fullmatch(path)), ())
        wanted = [("lang", "all"), ("page_size", "100")]
        more = [f"{name}={value}" for name, value in wanted if name in known]
        asked = path + "?" + "&".join(filter(None, [query, *more])) if more else address
        return self.site.get(address, asked=asked)


def _needs_program(page):
    is_api_page = page.address.startswith(API) and page.is_html
    is_answer = page.is_html and "?" not in page.address and NOINDEX.search(page.text)
    return is_api_page or bool(is_answer)


def _parameters(description):
    """Of each path in the API's own description: a pattern, and the parameters of its GET."""
    found = []
    for path, methods in description["paths"].items():
        names = {one.get("name") for one in methods.get("get", {}).get("parameters", ())}
        found.append((re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), names))
    return found
