"""Writing checked documents to the database, all or none, through the same actions as the admin."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from catalog import actions, tally
from catalog import lists as shared
from catalog.documents.dump import dump_revision, dump_row
from catalog.documents.dumped import DumpReader
from catalog.documents.marks import says_the_same, with_marks
from catalog.documents.read import read_folder
from catalog.documents.schema import MARKS, natural_key, schema_of
from catalog.documents.spool import Spool
from catalog.models import Item, PrintedName, Source

AT_ONCE = 50  # revisions that are published together, and in memory until then


@dataclass
class Outcome:
    """What a load did, as lists of names."""

    created: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    kept: list = field(default_factory=list)

    def __str__(self):
        return (
            f"{len(self.created)} created, {len(self.updated)} updated, "
            f"{len(self.unchanged)} unchanged, {len(self.kept)} kept as editors left them"
        )


@transaction.atomic
def load(folder, *, by, overwrite=False, at=None, progress=lambda step, work: work):
    """Load every document of `folder`, or of a dump; running it again changes nothing.

    What somebody other than `by` changed is kept, unless `overwrite`. Raises `FaultsFound`
    before anything is written when a document is not right. `progress` is given the name of each
    step and what it goes through, and hands that on one by one.
    """
    is_dump = Path(folder).is_file()
    lists, documents = DumpReader(folder).read(progress) if is_dump else read_folder(folder)
    outcome = Outcome()
    for model, rows in lists.items():
        _load_list(model, rows, outcome, by=by, overwrite=overwrite, at=at)
    drafts = Spool()
    for document in progress("Comparing content", documents):
        opened = _open(document, outcome, by=by, overwrite=overwrite, at=at)
        if opened is not None:
            drafts.append(opened)
    references, ready = _References(), []
    for draft, values in progress("Publishing", drafts):
        _write_rows(draft, values, references)
        ready.append(draft)
        if len(ready) == AT_ONCE:
            actions.publish_all(ready, by=by, at=at)
            ready = []
    if ready:
        actions.publish_all(ready, by=by, at=at)
    return outcome


def _load_list(model, rows, outcome, *, by, overwrite, at):
    existing = {natural_key(row): row for row in model.objects.all()}
    for key, values in rows.items():
        label = f"{model._meta.model_name} {key}"
        row = existing.get(key)
        if row is None:
            shared.save(model(**values), by=by, at=at)
            outcome.created.append(label)
        elif says_the_same(dump_row(row, all_marks=True), values):
            outcome.unchanged.append(label)
        elif overwrite:
            shared.save(_replaced(row, values), by=by, at=at)
            _mark(row, values)
            outcome.updated.append(label)
        else:
            outcome.kept.append(label)


def _replaced(row, values):
    for key, column in schema_of(type(row)).columns.items():
        setattr(row, key, values.get(key, column.get_default()))
    return row


def _mark(row, values):
    """Put the marks that a document names over those that saving its texts has set."""
    if marks := values.get(MARKS):
        row.translation = row.translation | marks
        row.save(update_fields=[MARKS])


def _open(document, outcome, *, by, overwrite, at):
    """The draft for `document` and what is to be written to it; None when nothing is to be done."""
    model = document.model._meta.get_field("entry").related_model
    label = f"{model._meta.model_name} {document.slug}"
    entry = model.objects.filter(slug=document.slug).first()
    if entry is None:
        outcome.created.append(label)
        columns = _columns(document.model, document.values)
        draft = actions.create_entry(model, document.slug, by=by, at=at, **columns)
        return draft, document.values
    live = entry.live_revision
    said = dump_revision(live, all_marks=True) if live else {}
    if live and says_the_same(said, document.values):
        outcome.unchanged.append(label)
        return None
    if entry.open_revision or (live and live.created_by_id != by.pk):
        if not overwrite:
            outcome.kept.append(label)
            return None
        if entry.open_revision:
            actions.discard(entry.open_revision, by=by, at=at)
    outcome.updated.append(label)
    values = with_marks(document.model, document.values, said)
    columns = _columns(document.model, values)
    return actions.open_draft(entry, by=by, at=at, values=columns), values


def open_with(entry, values, *, by, author=None, at=None):
    """An open draft of `entry` that says exactly `values`, as `dump_revision` gives them.

    Texts without a mark are drafts that say what their other side says.
    """
    model = entry.revisions.model
    draft = actions.open_draft(entry, by=by, author=author, at=at, values=_columns(model, values))
    _write_rows(draft, values, _References())
    tally.rewrite(entry)
    return draft


def _columns(model, values):
    return {key: values[key] for key in (*schema_of(model).columns, MARKS) if key in values}


class _References:
    """Finds the keys of the rows that documents name, each model read once.

    Names that an article prints, and its rows, are those of one document.
    """

    def __init__(self):
        self.found = {}
        self.forget_local()

    def forget_local(self):
        self.local = defaultdict(dict)

    def get(self, model, key):
        if model in (PrintedName, Item):
            return self.local[model][key]
        if model not in self.found:
            rows = model.objects.iterator()
            self.found[model] = {natural_key(row): row.pk for row in rows}
        return self.found[model][key]


def _write_rows(draft, values, references):
    references.forget_local()
    schema = schema_of(type(draft))
    _write_lists(draft, values, references)
    for key, owner in schema.children.items():
        _write_children(owner, draft, values.get(key), references)


def _write_children(owner, parent, rows, references):
    if not rows:
        return
    model = owner.model
    schema = schema_of(model)
    for values in [rows] if owner.one_to_one else rows:
        row = model(**{owner.name: parent})
        for key in (*schema.columns, MARKS):
            if key in values:
                setattr(row, key, values[key])
        for key, reference in schema.references.items():
            if key in values:
                named = references.get(reference.related_model, values[key])
                setattr(row, reference.attname, named)
        row.save()
        if model in (PrintedName, Item):
            references.local[model].setdefault(natural_key(row), row.pk)
        _write_lists(row, values, references)
        for key, field_ in schema.children.items():
            _write_children(field_, row, values.get(key), references)


def _write_lists(row, values, references):
    """The row is new, so nothing is in its lists."""
    for key in schema_of(type(row)).lists:
        if names := values.get(key):
            getattr(row, key).add(*(references.get(Source, name) for name in names))
