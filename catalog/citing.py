"""How to cite an entry, or one fact of it: as plain text, BibTeX and CSL-JSON.

A citation names the moment at which the entry was published, so that its address goes on showing
what was cited.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.bilingual import HTML_LANG, current_language
from catalog.choices import FactField
from catalog.models import Source


@dataclass(frozen=True)
class Citation:
    """A live revision, or one fact of it with the sources that the fact rests on."""

    revision: object
    accessed: date
    fact: FactField | None = None
    sources: Sequence[Source] = ()

    @property
    def title(self):
        name = str(self.revision.name)
        return f"{name} – {self.fact.label}" if self.fact else name

    @property
    def anchor(self):
        return f"#fact-{self.fact}" if self.fact else ""

    @property
    def url(self):
        """Microseconds count: the entry is read as it stood when this revision went live."""
        at = self.revision.published_at.isoformat().replace("+00:00", "Z")
        address = settings.SITE_URL + self.revision.get_absolute_url()
        return f"{address}?as_of={at}{self.anchor}"

    @property
    def key(self):
        """Names the language, entry, revision, fact and sources: no two citations share a key.

        It holds only letters, digits, dots, hyphens and underscores, which LaTeX reads literally.
        """
        entry = (current_language(), self.revision.slug, str(self.revision.number))
        fact = (str(self.fact),) if self.fact else ()
        return "-".join(("atlas", *entry, *fact, *(source.slug for source in self.sources)))

    @property
    def note(self):
        """The number of the revision, and where a fact comes from."""
        words = {"number": self.revision.number}
        if not self.sources:
            return _("Revision %(number)s") % words
        words["sources"] = self._sources_in_words
        return _("Revision %(number)s. %(sources)s") % words

    @property
    def _sources_in_words(self):
        named = [" ".join(filter(None, (str(one), one.link))) for one in self.sources]
        words = {"sources": "; ".join(named)}
        return ngettext("Source: %(sources)s", "Sources: %(sources)s", len(named)) % words

    @property
    def plain(self):
        words = {
            "title": self.title,
            "number": self.revision.number,
            "published": f"{self.revision.published_at:%Y-%m-%d}",
            "accessed": self.accessed.isoformat(),
            "url": self.url,
        }
        cited = (
            _(
                "“%(title)s”, Framework Atlas, revision %(number)s, %(published)s. "
                "%(url)s (accessed %(accessed)s)."
            )
            % words
        )
        return f"{cited} {self._sources_in_words}" if self.sources else cited

    @property
    def bibtex(self):
        fields = {
            "title": f"{{{_escaped(self.title)}}}",
            "author": "{Framework Atlas}",
            "year": f"{self.revision.published_at:%Y}",
            "url": self.url,
            "urldate": self.accessed.isoformat(),
            "note": _escaped(self.note),
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.key},\n{lines}\n}}"

    @property
    def csl(self):
        """One item of CSL-JSON, as a dictionary."""
        published = self.revision.published_at
        return {
            "id": self.key,
            "type": "webpage",
            "title": self.title,
            "container-title": "Framework Atlas",
            "author": [{"literal": "Framework Atlas"}],
            "issued": {"date-parts": [[published.year, published.month, published.day]]},
            "accessed": {
                "date-parts": [[self.accessed.year, self.accessed.month, self.accessed.day]]
            },
            "version": str(self.revision.number),
            "note": self.note,
            "language": HTML_LANG[current_language()],
            "URL": self.url,
        }


# An escaped brace still counts when BibTeX looks for the end of a field; a command does not.
COMMANDS = {
    "\\": "textbackslash",
    "{": "textbraceleft",
    "}": "textbraceright",
    "~": "textasciitilde",
    "^": "textasciicircum",
}


def _escaped(text):
    """The text with what BibTeX would read as markup escaped."""
    return "".join(map(_escaped_sign, text))


def _escaped_sign(sign):
    if sign in COMMANDS:
        return f"\\{COMMANDS[sign]}{{}}"
    return f"\\{sign}" if sign in "#$%&_" else sign
