"""What the templates of the catalogue say in one word: texts, verdicts, addresses."""

import html
import json
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from catalog import linked
from catalog import text as markup
from catalog.bilingual import (
    EN,
    LANGUAGES,
    ZH,
    Text,
    column,
    current_language,
    in_other_language,
    other,
)
from catalog.choices import STATUS_DATES, Confidence, Status, Verdict
from catalog.moments import put_into
from catalog.posters import HEIGHT, WIDTH
from catalog.search.tokens import has_han

register = template.Library()


@register.filter
def in_lang(value):
    """A text, escaped; marked with its language where that is not the language of the page."""
    if not isinstance(value, Text) or value.language == current_language():
        return conditional_escape(value)
    marked = format_html('<span lang="{}">{}</span>', value.html_lang, str(value))
    if not value.is_fallback:
        return marked
    return format_html('{} <small class="meta">{}</small>', marked, _fallback_label(value))


@register.filter
def by_script(value):
    """A text that is stored in one language only: Chinese where it has a Chinese character."""
    return Text(value, ZH if has_han(value) else EN)


@register.filter
def markdown(value):
    """A Markdown text as HTML in a block of its own that carries the language of the text."""
    rendered = mark_safe(markup.render_markdown(str(value)))  # noqa: S308  sanitised by nh3
    if not isinstance(value, Text) or value.language == current_language():
        return format_html('<div class="stack stack--tight">{}</div>', rendered)
    block = format_html(
        '<div class="stack stack--tight" lang="{}">{}</div>', value.html_lang, rendered
    )
    if not value.is_fallback:
        return block
    return format_html('<p class="fallback-note">{}</p>{}', _fallback_label(value), block)


def _fallback_label(value):
    if value.language == ZH:
        return gettext("Only in Chinese so far")
    return gettext("Only in English so far")


@register.simple_tag
def other_name(term):
    """The name of a term in the language that the page does not speak; empty where it has none."""
    return in_other_language(term, "name")


@register.inclusion_tag("catalog/_both_languages.html")
def both_languages(row, field):
    """A bilingual field in both languages, the one of the page first; neither stands in."""
    here = current_language()
    codes = (here, other(here))
    return {"texts": [Text(getattr(row, column(field, code)), code) for code in codes]}


@register.filter
def excerpt(value, length=160):
    """A plain beginning of a Markdown text, in the language of that text."""
    short = markup.excerpt(str(value), int(length))
    return Text(short, value.language, value.is_fallback) if isinstance(value, Text) else short


@register.inclusion_tag("catalog/_verdict.html")
def verdict_badge(verdict):
    """The mark and word of a verdict; without one, that nobody has judged."""
    known = Verdict(verdict) if verdict else None
    return {"word": known.label if known else "", "style": verdict_style(known or "")}


@register.filter
def verdict_style(verdict):
    """How a verdict is called in style sheets."""
    return verdict.replace("_", "-")


@register.inclusion_tag("catalog/_status.html")
def status_badge(status):
    return {"status": Status(status)}


@register.simple_tag
def status_date(framework):
    """The date of a framework's status, with the words for what it is the date of; or nothing."""
    if not framework.status_since:
        return ""
    day = format_html('<time datetime="{0}">{0}</time>', framework.status_since)
    words = conditional_escape(STATUS_DATES[framework.status]) % {"day": day}
    return format_html('<span class="meta">{}</span>', mark_safe(words))  # noqa: S308  escaped


@register.inclusion_tag("catalog/_confidence.html")
def confidence(level):
    return {"level": Confidence(level) if level else None}


@register.simple_tag(takes_context=True)
def link(context, to, *args, **query):
    """The address of a page of the catalogue, by name or of a row, at the moment being read.

    Keywords become its query: ``{% link 'compare' f=framework.slug %}``.

    A fragment included with `only` has no variables of its page, but always the request.
    """
    url = reverse(f"catalog:{to}", args=args) if isinstance(to, str) else to.get_absolute_url()
    if query:
        url = f"{url}?{urlencode(query)}"
    return put_into(url, getattr(context.request, "moment", None))


# What would end the element, or begin a comment in it, where JSON may say the same in other signs.
UNSAFE_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(graph):
    """Structured data as a script element that no browser runs."""
    if not graph:
        return ""
    said = json.dumps(graph, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{said}</script>')  # noqa: S308  escaped


# Search engines cut longer titles (about 600 pixels); a Chinese character is two letters wide.
LONGEST_TITLE = {ZH: 32, EN: 60}


@register.filter(is_safe=True)
def page_title(block):
    """The title of a page with the name of the site, as far as both are short enough."""
    title, site = " ".join(html.unescape(block).split()), gettext("Framework Atlas")
    most = LONGEST_TITLE[current_language()]
    whole = title if title == site else f"{title} · {site}"
    if len(whole) <= most:
        return conditional_escape(whole)
    short = title if len(title) <= most else f"{title[: most - 1].rstrip()}…"
    return conditional_escape(short)


@register.simple_tag(takes_context=True)
def breadcrumb_list(context, parent, parent_label, label):
    """The way to this page as structured data; what is read as of a moment is not listed."""
    steps = [(gettext("Home"), reverse("catalog:home"))]
    if parent:
        steps.append((parent_label, parent.partition("?")[0]))
    steps.append((label, ""))
    return json_ld(linked.page(linked.breadcrumbs(steps)))


@register.inclusion_tag("catalog/_poster.html")
def poster(kind="", slug="", title="", text=""):
    """What other sites show beside a link to this page; without a kind, what they show of all."""
    path = reverse("catalog:poster", args=[kind, slug]) if kind else reverse("catalog:site-poster")
    return {
        "url": f"{settings.SITE_URL}{path}",
        "title": title or gettext("Framework Atlas"),
        "text": text,
        "width": WIDTH,
        "height": HEIGHT,
    }


@register.simple_tag(takes_context=True)
def switch_language(context, code):
    """The address of this page and its query in the language `code`."""
    return _in_language(context["request"].get_full_path(), code)


@register.simple_tag(takes_context=True)
def alternate(context, code):
    """The absolute address of this page in the language `code`, without its query."""
    path = _in_language(context["request"].path, code)
    return f"{settings.SITE_URL}{path}{context.get('canonical_query', '')}"


def _in_language(path, code):
    root = get_script_prefix()
    first, slash, rest = path.removeprefix(root).partition("/")
    if first in LANGUAGES:
        return f"{root}{code}{slash}{rest}"
    return f"{root}{code}/"
