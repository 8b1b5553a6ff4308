"""Exporting: what entries of one kind say, as a file of any format."""

from functools import partial
from io import TextIOWrapper

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.choices import State
from catalog.documents import dump_revision, prefetch_document
from catalog.documents.formats import module_of
from catalog.documents.limits import FileRefused
from catalog.documents.schema import KINDS

BATCH = 100


def revisions_of(kind, *, state=State.LIVE, slugs=None):
    """The live revisions of a kind, or with another `state` the open ones, by slug."""
    found = KINDS[kind].objects
    found = found.live() if state == State.LIVE else found.open().select_related("entry")
    if slugs is not None:
        found = found.filter(entry__slug__in=slugs)
    return found.order_by("entry__slug")


def within_limit(contents):
    """The `contents` of a file, one after the other; refused beyond what a web page waits for."""
    for number, content in enumerate(contents, start=1):
        if number > settings.IMPORT_MAX_ENTRIES:
            raise FileRefused(_too_many("import_file"))
        yield content


def entry_limit(revisions):
    """Refuse more revisions than a web page waits for."""
    if revisions[settings.IMPORT_MAX_ENTRIES : settings.IMPORT_MAX_ENTRIES + 1]:
        raise FileRefused(_too_many("export_file"))


def _too_many(command):
    return _(
        "There are more than %(most)s entries. For so many there is: manage.py %(command)s."
    ) % {
        "most": settings.IMPORT_MAX_ENTRIES,
        "command": command,
    }


def export(file, format_, revisions, *, progress=lambda rows: rows, **options):
    """Write the documents of `revisions` to the binary `file`, one after the other.

    `options` are those of the format: a table for CSV, a language for XLIFF.
    """
    kind = revisions.model._meta.get_field("entry").related_model._meta.model_name
    rows = prefetch_document(revisions).iterator(chunk_size=BATCH)
    # Who translates has to know how each text stands; other formats do not speak of it.
    dump = partial(dump_revision, all_marks=format_ == "xliff")
    documents = ((row.slug, row.number, dump(row)) for row in progress(rows))
    if format_ == "xlsx":
        module_of(format_).write(file, kind, documents)
        return
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    module_of(format_).write(text, kind, documents, **options)
    text.flush()
    text.detach()
