"""What pages print, read off their HTML; texts without white space, which HTML moves about."""

import pytest
from django.template.defaultfilters import capfirst
from django.utils.translation import gettext, override
from justhtml import JustHTML

from catalog.choices import Confidence
from catalog.text import excerpt, plain
from tests.products import sample

BOTH = pytest.mark.parametrize("language", ["en", "zh-hans"])
# `make test` reads the longest pages in one language, and some of the many.
ENGLISH_FIRST = pytest.mark.parametrize("language", sample(["en", "zh-hans"], 1))
SOME = pytest.mark.parametrize(
    ("language", "one_in"), sample([("zh-hans", 7), ("zh-hans", 1), ("en", 1)], 1)
)
# For who can not see the page, or for who wants to point at a place in it.
ASIDE = {"permalink", "visually-hidden"}


def printed(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return JustHTML(answer.content.decode(), sanitize=False).query_one("main")


def said(node):
    """The text that readers see in an element; of none, an empty one."""
    return squeezed(_text(node)) if node else ""


def _text(node):
    if node.name == "#text":
        return node.data
    if ASIDE & {*_classes(node)}:
        return ""
    return " ".join(map(_text, node.children or ()))


def squeezed(*parts):
    return "".join("".join(str(part or "").split()) for part in parts)


def prose(markdown):
    """How the text of a document reads on a page."""
    return squeezed(plain(markdown or ""))


def excerpted(markdown, length):
    return squeezed(excerpt(markdown or "", length))


def every(node, selector):
    return node.query(selector) if node else []


def one(node, selector):
    return node.query_one(selector) if node else None


def section(main, name):
    return one(main, f'section[aria-labelledby="{name}"]')


def confidence(node):
    """The level that is printed within an element, by its word in documents."""
    mark = one(node, ".confidence")
    return mark.attrs["class"].partition("--")[2] if mark else ""


def said_level(level, language):
    """How a page says a level of confidence; nothing for none."""
    if not level:
        return ""
    with override(language):
        return squeezed(gettext("confidence: %(level)s") % {"level": Confidence(level).label})


def sources(node, within=""):
    """The identifiers of the sources that stand in an element; `within` begins their selector."""
    links = every(node, f"{within}.sources a")
    return sorted(link.attrs["href"].split("/")[-2] for link in links)


def dates(node):
    return [time.attrs["datetime"] for time in every(node, ".meta time")]


def rows_of(table):
    """The cells of a table's body, each as its text."""
    return [[said(cell) for cell in row.children if cell.name in ("th", "td")] for row in table]


def labels(choices, language, *, capital=False):
    """What the words of a list are called in a language."""
    with override(language):
        shown = capfirst if capital else str
        return {value: squeezed(shown(str(label))) for value, label in choices}


def evidence(parts):
    """The note, the confidence and the sources of each thing that bears a fact out."""
    found, note = [], ""
    for part in parts.children:
        if "fact__note" in _classes(part):
            note = said(part)
        elif "fact__sources" in _classes(part):
            found.append((note, confidence(part), sources(part)))
            note = ""
    return found


def _classes(node):
    return (getattr(node, "attrs", None) or {}).get("class", "").split()


def listed(client, resource, language):
    """All results of a resource."""
    results, url = [], f"/api/v1/{resource}/?lang={language}&page_size=100&cursor="
    while url:
        body = client.get(url).json()
        results += body["results"]
        url = body["next"]
    return results


def documents(client, resource, language, *, one_in=1):
    """The whole document of each entry of a resource, or of one in so many, and its page."""
    for short in [*listed(client, resource, language)][::one_in]:
        document = client.get(f"/api/v1/{resource}/{short['id']}/?lang={language}").json()
        yield document, printed(client, document["web_url"][language])


def in_order(client, resource, language):
    return sorted(listed(client, resource, language), key=lambda one: one["position"])


def word(text, language):
    with override(language):
        return squeezed(gettext(text))


def claimed(row, text="note"):
    return prose(row[text]), row["confidence"], row["sources"]


def judgement(row):
    """The verdict of a row of judgements, its reason, and how sure it is."""
    reason = said(one(row, ".assessment__reason"))
    return said(one(row, ".badge")), reason, confidence(row), sources(row)
