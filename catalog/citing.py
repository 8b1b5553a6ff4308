"""How to cite an entry, or one fact of it: as plain text, BibTeX and CSL-JSON.

A citation names the moment at which the entry was published, so that its address goes on showing
what was cited.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.bilingual import HTML_LANG, current_language


@dataclass(frozen=True)
class Citation:
    """What is cited of a live revision; `part` is the words for one fact of it, or empty."""

    revision: object
    accessed: date
    part: str = ""
    anchor: str = ""

    @property
    def title(self):
        name = str(self.revision.name)
        return f"{name} – {self.part}" if self.part else name

    @property
    def url(self):
        """Microseconds count: the entry is read as it stood when this revision went live."""
        at = self.revision.published_at.isoformat().replace("+00:00", "Z")
        address = settings.SITE_URL + self.revision.get_absolute_url()
        return f"{address}?as_of={at}{self.anchor}"

    @property
    def key(self):
        return f"atlas-{self.revision.slug}-{self.revision.number}"

    @property
    def plain(self):
        words = {
            "title": self.title,
            "number": self.revision.number,
            "published": f"{self.revision.published_at:%Y-%m-%d}",
            "accessed": self.accessed.isoformat(),
            "url": self.url,
        }
        return (
            _(
                "“%(title)s”, Framework Atlas, revision %(number)s, %(published)s. "
                "%(url)s (accessed %(accessed)s)."
            )
            % words
        )

    @property
    def bibtex(self):
        fields = {
            "title": f"{{{_escaped(self.title)}}}",
            "author": "{Framework Atlas}",
            "year": f"{self.revision.published_at:%Y}",
            "url": self.url,
            "urldate": self.accessed.isoformat(),
            "note": f"Revision {self.revision.number}",
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
            "language": HTML_LANG[current_language()],
            "URL": self.url,
        }


def _escaped(text):
    """The text with what BibTeX would read as markup escaped."""
    return "".join(f"\\{sign}" if sign in "#$%&_{}" else sign for sign in text)
