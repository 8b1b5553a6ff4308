"""Structured data for machines that read pages (schema.org, as JSON-LD)."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.bilingual import HTML_LANG, LANGUAGES, current_language, in_language, other
from catalog.choices import Facet, ReleaseRole, Verdict
from catalog.text import excerpt, labelled

SPDX = re.compile(r"[A-Za-z0-9.-]+\+?")
# A rating needs a number; what nobody found evidence for is not rated at all.
RATING = {Verdict.SUPPORTED: 5, Verdict.PARTLY: 3, Verdict.OUTDATED: 2, Verdict.CONTRADICTED: 1}


def absolute(row):
    return settings.SITE_URL + row.get_absolute_url()


def thing(type_, row, **properties):
    """A node of the graph; properties that are empty are left out."""
    node = {"@type": type_, "@id": absolute(row), "url": absolute(row), **properties}
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


def page(*nodes):
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def publisher():
    home = settings.SITE_URL + reverse("catalog:home")
    return {"@type": "Organization", "name": _("Framework Atlas"), "url": home}


def framework(revision, rows=()):
    """A framework as a program, and reviews of what the article claims in `rows` about it."""

    def of(facet):
        return [use for use in revision.terms.all() if use.term.facet == facet]

    releases = {release.role: release for release in revision.releases.all()}
    first, latest = releases.get(ReleaseRole.FIRST), releases.get(ReleaseRole.LATEST)
    node = thing(
        "SoftwareApplication",
        revision,
        name=revision.name,
        alternateName=revision.official_chinese_name,
        description=excerpt(str(revision.summary), 300),
        inLanguage=language_of(revision.summary),
        applicationCategory="DeveloperApplication",
        operatingSystem=", ".join(
            str(use.term.name_en or use.term.name_zh) for use in of(Facet.PLATFORM)
        ),
        softwareVersion=latest.version if latest else "",
        datePublished=first.released_on if first else "",
        license=licence_address(revision.licence),
        author=[
            {"@type": "Organization", "name": str(use.term.name)} for use in of(Facet.DEVELOPER)
        ],
        creditText=str(revision.developer),  # a sentence, and no name
        sameAs=[url for url in (revision.homepage_url, revision.repository_url) if url],
        dateModified=revision.published_at.isoformat() if revision.published_at else "",
    )
    return page(node, *(review for row in rows for review in claim_reviews(row)))


def language_of(text):
    """The language that a text is in, which may stand in for one in the language of the page."""
    return text.html_lang if text else HTML_LANG[current_language()]


def licence_address(licence):
    """The page of a licence on the SPDX list; expressions and licences of one's own have none."""
    is_listed = SPDX.fullmatch(licence) and not licence.startswith("LicenseRef-")
    return f"https://spdx.org/licenses/{licence}" if is_listed else ""


def claim_reviews(row):
    """A review of each judged statement of an article row."""
    article = row.section.revision
    place = f"{absolute(article)}#{row.anchor}"
    for statement in row.statements.all():
        if statement.verdict in RATING:
            topic = statement.feature.live_revision if statement.feature_id else None
            kind = statement.get_kind_display()
            claim = labelled(row.printed_name.text, labelled(kind, topic.name) if topic else kind)
            yield claim_review(statement, claim, url=place, appearances=[place])


def claim_review(judged, claim, *, url, appearances):
    """A review of a claim in words; the verdict of `judged` is its rating and not in the words."""
    return {
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": claim,
        "itemReviewed": {"@type": "Claim", "name": claim, "appearance": appearances},
        "author": publisher(),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATING[judged.verdict],
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": judged.get_verdict_display(),
        },
    }


def combination(judged):
    """A review of the claim that a printed name makes; nothing where no evidence was found."""
    if judged.verdict not in RATING:
        return None
    name = judged.printed_name
    claim = _("“%(name)s”: its first part goes with the others") % {"name": name.text}
    article = absolute(name.revision)
    rows = [f"{article}#{row.anchor}" for row in name.items.all()]
    return page(claim_review(judged, claim, url=absolute(judged), appearances=rows))


def website():
    """The site and the catalogue as a data set, for the home page."""
    home = settings.SITE_URL + reverse("catalog:home")
    language = HTML_LANG[current_language()]
    return page(
        {
            "@type": "WebSite",
            "@id": f"{home}#website",
            "url": home,
            "name": _("Framework Atlas"),
            "inLanguage": language,
            "publisher": publisher(),
        },
        {
            "@type": "Dataset",
            "@id": f"{home}#dataset",
            "url": home,
            "name": _("Framework Atlas"),
            "description": _(
                "Deep-learning frameworks with their facts, relations and verdicts, each with its "
                "sources, its confidence and the day on which it was read, in Chinese and English."
            ),
            "inLanguage": [HTML_LANG[one] for one in LANGUAGES],
            "isAccessibleForFree": True,
            "creator": publisher(),
            "distribution": [download(*one) for one in DOWNLOADS],
        },
    )


# Names of dumps and their media types.
DOWNLOADS = (
    ("json", "application/json"),
    ("ndjson", "application/x-ndjson"),
    ("sqlite", "application/vnd.sqlite3"),
)


def download(name, media_type):
    address = settings.SITE_URL + reverse("api:dump", args=[name])
    return {"@type": "DataDownload", "contentUrl": address, "encodingFormat": media_type}


def breadcrumbs(steps):
    """The way from the home page: pairs of a label and a path; that of the page itself is empty."""
    items = []
    for position, (label, path) in enumerate(steps, start=1):
        item = {"@type": "ListItem", "position": position, "name": str(label)}
        items.append(item | ({"item": settings.SITE_URL + path} if path else {}))
    return {"@type": "BreadcrumbList", "itemListElement": items}


def article(revision):
    """The article in this language, and the same work in the other one."""
    language = current_language()
    return page(
        thing(
            "Article",
            revision,
            headline=str(revision.title),
            description=excerpt(str(revision.summary), 300),
            inLanguage=language_of(revision.title),
            publisher=publisher(),
            dateModified=revision.published_at.isoformat() if revision.published_at else "",
            **{
                "workTranslation" if language == LANGUAGES[0] else "translationOfWork": translation(
                    revision, other(language)
                )
            },
        )
    )


def translation(revision, language):
    """The article in the other language, where it has a title there."""
    title = in_language(revision, "title", language)
    if not title or title.is_fallback:
        return None
    with override(language):
        address = absolute(revision)
    return {
        "@type": "Article",
        "@id": address,
        "headline": str(title),
        "inLanguage": HTML_LANG[language],
    }


def term(revision):
    """A glossary term, with its name in the other language and its synonyms."""
    second = in_language(revision, "name", other(current_language()))
    words = [str(second), *(variant.text for variant in revision.allowed_variants)]
    glossary = settings.SITE_URL + reverse("catalog:glossaryterm-list")
    return page(
        thing(
            "DefinedTerm",
            revision,
            name=str(revision.name),
            alternateName=[word for word in words if word and word != str(revision.name)],
            description=excerpt(str(revision.definition), 300),
            inLanguage=language_of(revision.definition),
            inDefinedTermSet={"@type": "DefinedTermSet", "@id": glossary, "name": _("Glossary")},
        )
    )
