"""What the templates of the editors' desk say of fields and rows."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from catalog.bilingual import HTML_LANG, LANGUAGES, SUFFIXES, column, current_language
from catalog.models.base import PlainTextField
from catalog.text import excerpt, render_markdown

register = template.Library()


@dataclass(frozen=True)
class Cell:
    """One field of a form: `language` is ``zh``, ``en``, or empty where it has none."""

    language: str
    html_lang: str
    is_prose: bool
    text: str


@register.simple_tag
def cell_of(field):
    """The `Cell` of a field of an admin form, one that can be changed or one that can not."""
    if getattr(field, "is_readonly", False):
        name, instance = field.field["field"], field.form.instance
    else:
        name, instance = field.field.name, getattr(field.field.form, "instance", None)
    for language, suffix in SUFFIXES.items():
        if isinstance(name, str) and name.endswith(f"_{suffix}"):
            kind = type(instance)._meta.get_field(name)
            text = getattr(instance, name) or ""
            return Cell(suffix, HTML_LANG[language], isinstance(kind, PlainTextField), text)
    return Cell("", "", False, "")


@register.filter
def rendered(text):
    """A Markdown text as readers see it."""
    return mark_safe(render_markdown(text))  # noqa: S308  sanitised by nh3


@register.filter
def row_summary(row):
    """One line about a row: what is judged, by how many sources, the beginning of its text."""
    parts = [*_judgements(row), *_citations(row), *_texts(row)]
    return format_html("{}", " · ".join(str(part) for part in parts if part))


def _judgements(row):
    for name in ("verdict", "confidence"):
        if getattr(row, name, ""):
            yield getattr(row, f"get_{name}_display")()


def _citations(row):
    if hasattr(row, "sources"):
        number = len(row.sources.all())
        yield ngettext("%(number)d source", "%(number)d sources", number) % {"number": number}


def _texts(row):
    """The beginning of the row's last text, and which language lacks a text that the other has."""
    names = getattr(row, "bilingual_fields", ())
    for language in LANGUAGES:
        if any(_is_missing(row, name, language) for name in names):
            yield gettext("no Chinese") if language == LANGUAGES[0] else gettext("no English")
    if names:
        written = getattr(row, column(names[-1], current_language()))
        yield excerpt(written or str(getattr(row, names[-1])), 90)


def _is_missing(row, name, language):
    texts = {code: getattr(row, column(name, code)) for code in LANGUAGES}
    return not texts[language] and any(texts.values())
