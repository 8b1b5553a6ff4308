"""Reading a dump: the same checks as for a folder of documents, without that of translations."""

import json
from pathlib import Path

from django.utils.translation import gettext as _

from catalog.choices import ListKind
from catalog.documents.quoting import not_json, quoted
from catalog.documents.read import Document, FaultsFound, Mapping, Reader, Sequence
from catalog.documents.schema import KINDS, natural_key
from catalog.documents.spool import Spool
from catalog.models import Source, Term

SHARED = {ListKind.SOURCE.value: Source, ListKind.TERM.value: Term}
# Tables say nothing of the state of translations: what was loaded from them would not be the same.
SUFFIXES = (".json", ".ndjson")


class DumpReader(Reader):
    """Reads a file as `catalog.dumps` writes it: JSON, or one document a line (NDJSON).

    What was published in one language only is no fault here.
    """

    def __init__(self, path):
        super().__init__(Path(path).parent)
        self.path = Path(path)
        self.waiting = []

    def read(self, progress=lambda step, work: work):
        """As of a folder; the documents wait in a `Spool`, as there may be any number of them."""
        shared = {model: [] for model in SHARED.values()}
        documents = Spool()
        for line, raw in progress("Checking content", self._elements()):
            if not _is_document(raw):
                self._fault(self.path.name, line, "kind", _("is no document of a dump"))
            elif model := SHARED.get(raw["kind"]):
                shared[model].append((raw["slug"], _on_line(raw["values"], line)))
                self.known.setdefault(model, {})[raw["slug"]] = self.path.name
            else:
                documents.append(self._entry(raw, line))
                # What is shared stands at the beginning, so few names wait, however long the file.
                self.waiting += self._unknown()
                self.expected.clear()
        lists = {model: self._shared(model, rows) for model, rows in shared.items()}
        self.expected = self.waiting
        self._check_references()
        if self.faults:
            raise FaultsFound(sorted(self.faults, key=lambda fault: fault.line))
        return lists, documents

    def _elements(self):
        """Pairs of a line and what stands there; of JSON, a document stands on the line it has."""
        if self.path.suffix not in SUFFIXES:
            self._fault(self.path.name, 1, "file", _not_loadable(self.path))
            return
        line = 1
        try:
            # As bytes, lines end at newlines alone: a text may hold others, such as U+2028.
            with self.path.open("rb") as file:
                if self.path.suffix == ".ndjson":
                    for line, text in enumerate(file, start=1):
                        yield line, json.loads(text)
                else:
                    yield from enumerate(json.load(file)["documents"], start=2)
        # No UTF-8 and no JSON are the first, values within values too deep the last.
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            self._fault(self.path.name, line, "file", _("is no dump: %s") % _reason(error))

    def _shared(self, model, named):
        rows = Sequence(row for _name, row in named)
        rows.lines = [row.line for row in rows]
        found = self._read_rows(rows, model, self.path.name, model._meta.model_name, 1)
        for name, row in named:
            if name not in self.known[model]:
                message = _("must be the identifier of a row, got %(value)s") % {
                    "value": quoted(name)
                }
                self._fault(self.path.name, row.line, "slug", message)
        return {natural_key(model(**row)): row for row in found}

    def _entry(self, raw, line):
        model, name = KINDS[raw["kind"]], self.path.name
        self._take_slug(model, raw["slug"], name, line)
        values = self._read_mapping(_on_line(raw["values"], line), model, name, local={})
        return Document(model, raw["slug"], values, name)

    def _check_translations(self, mapping, schema, values, file):
        """Readers are told where a text has no translation yet."""


def _not_loadable(path):
    message = _(
        "a file ending in %(suffix)s can not be loaded; accepted are dumps ending in %(known)s, "
        "and folders of documents. Fetch /api/v1/dump.ndjson of the site that the file comes from"
    )
    suffix = "".join(path.suffixes) or path.name
    return message % {"suffix": suffix, "known": " / ".join(SUFFIXES)}


def _reason(error):
    if isinstance(error, (KeyError, TypeError)):
        return _("it is no object with a list of “documents”")
    return not_json(error)


def _is_document(raw):
    return (
        isinstance(raw, dict)
        and raw.get("kind") in [*KINDS, *SHARED]
        and isinstance(raw.get("slug"), str)
        and isinstance(raw.get("values"), dict)
    )


def _on_line(value, line):
    """Plain values as `Reader` takes them: mappings and lists that know their line."""
    if isinstance(value, dict):
        mapping = Mapping({key: _on_line(one, line) for key, one in value.items()})
        mapping.line, mapping.lines = line, dict.fromkeys(value, line)
        return mapping
    if isinstance(value, list):
        sequence = Sequence(_on_line(one, line) for one in value)
        sequence.line, sequence.lines = line, [line] * len(value)
        return sequence
    return value
