"""What a change form shows, as a state that `merging` understands, and back as what is posted.

The form carries the state that it showed when it was opened, signed and compressed. A save is
compared with that and never with a clock, and nothing is stored when a page is only looked at.
"""

import uuid
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.core import signing
from django.db.models import FileField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from catalog import merging

SALT = "catalog.opened"


@dataclass(frozen=True)
class Opened:
    """What somebody opened: which page, at which version, and what it showed.

    `subject` is (kind, slug, number) of the revision that the page belongs to; a row that belongs
    to none stands for itself. `opening` tells two openings of one page apart, so that each keeps
    its own unsaved text.
    """

    page: str
    version: int | None
    subject: tuple[str, str, int]
    state: dict[str, Any]
    opening: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def token(self):
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def read_token(token, *, page):
    """The `Opened` that a token stands for; None when it is missing, forged or of another page."""
    try:
        values = signing.loads(token or "", salt=SALT)
    except signing.BadSignature:
        return None
    opened = Opened(**{**values, "subject": tuple(values["subject"])})
    return opened if opened.page == page else None


def page_of(row):
    """What names the page of a row: ``frameworkrevision/12``."""
    return f"{row._meta.model_name}/{row.pk}"


class Page:
    """An unbound change form with its formsets: it knows what the fields of the page look like."""

    def __init__(self, form, formsets):
        self.form = form
        self.formsets = {formset.prefix: formset for formset in formsets}

    @cached_property
    def blanks(self):
        """The empty row of each formset."""
        return {prefix: formset.empty_form for prefix, formset in self.formsets.items()}

    def shown(self):
        """The state that the page shows when it is opened now."""
        rows = {
            prefix: {
                str(form.instance.pk): self._row_shown(form, prefix)
                for form in formset.initial_forms
            }
            for prefix, formset in self.formsets.items()
        }
        return {"fields": self._row_shown(self.form), "rows": rows}

    def posted(self, data, files=None):
        """The state in the lists of values that a browser sent; empty new rows are left out."""
        data, files = query_dict(data), files or {}
        rows = {}
        for prefix in self.formsets:
            sent = self._rows_posted(prefix, data, files)
            rows[prefix] = {key: row for _number, key, row in sent}
        return {"fields": self._row_posted(self.form, None, data, files, ""), "rows": rows}

    def moved_files(self, data, files, state):
        """The uploads under the names that their rows have in `to_post`."""
        moved = MultiValueDict()
        for prefix in self.formsets:
            places = {key: number for number, key in enumerate(self._order(prefix, state))}
            for number, key, _row in self._rows_posted(prefix, query_dict(data), files):
                place = places.get(key, places.get(f"new-{key}"))
                start = f"{prefix}-{number}-"
                for name in [name for name in files if name.startswith(start)]:
                    moved[f"{prefix}-{place}-{name[len(start) :]}"] = files[name]
        alone = {
            name for name in files if not name.startswith(tuple(f"{p}-" for p in self.formsets))
        }
        moved.update({name: files[name] for name in alone})
        return moved

    def to_post(self, state):
        """What a browser would send for `state`, as lists of values by name."""
        data = dict(state["fields"])
        for prefix in self.formsets:
            data |= self._rows_to_post(prefix, state["rows"].get(prefix, {}))
        return data

    def form_of(self, path):
        """The form that a cell stands in; an empty one for a row that is new or gone."""
        if len(path) == 1:
            return self.form
        rows = {str(form.instance.pk): form for form in self.formsets[path[0]].initial_forms}
        return rows.get(path[1], self.blanks[path[0]])

    def _fields(self, form, prefix):
        """The fields that say something: neither ours nor Django's own."""
        skipped = {"opened", "DELETE", form._meta.model._meta.pk.name}
        if prefix is not None:
            skipped.add(self.formsets[prefix].fk.name)
        return [bound for bound in form if bound.name not in skipped]

    def _row_shown(self, form, prefix=None):
        found = {}
        for bound in self._fields(form, prefix):
            is_file = isinstance(bound.field, forms.FileField)
            value = _stored_files(form.instance) if is_file else bound.value()
            found[bound.name] = _as_sent(bound.field, value)
        return found

    def _row_posted(self, form, prefix, data, files, start):
        """The values of one row; a file that is not sent stays what it is, so it is left out."""
        found = {}
        for bound in self._fields(form, prefix):
            value = bound.field.widget.value_from_datadict(data, files, f"{start}{bound.name}")
            if isinstance(bound.field, forms.FileField):
                if not value:
                    continue
                value = value.name
            found[bound.name] = _as_sent(bound.field, value)
        return found

    def _rows_posted(self, prefix, data, files):
        """The number, the key and the values of each row that is not deleted."""
        blank = self.blanks[prefix]
        nothing = self._row_shown(blank, prefix)
        for number in range(_row_count(data, prefix, self.formsets[prefix].absolute_max)):
            start = f"{prefix}-{number}-"
            if f"{start}DELETE" in data:
                continue
            key = data.get(f"{start}{blank._meta.model._meta.pk.name}")
            row = self._row_posted(blank, prefix, data, files, start)
            if key or not merging.same(nothing | row, nothing):
                yield number, key or f"new-{number}", row

    def _order(self, prefix, state):
        """The keys of the rows in the order in which they are sent: those that are there first."""
        there = [str(form.instance.pk) for form in self.formsets[prefix].initial_forms]
        rows = state["rows"].get(prefix, {})
        return [*there, *(key for key in rows if key not in there)]

    def _rows_to_post(self, prefix, rows):
        formset = self.formsets[prefix]
        there = {str(form.instance.pk): form for form in formset.initial_forms}
        order = self._order(prefix, {"rows": {prefix: rows}})
        data = {
            f"{prefix}-TOTAL_FORMS": [str(len(order))],
            f"{prefix}-INITIAL_FORMS": [str(len(there))],
        }
        for number, key in enumerate(order):
            row = dict(rows.get(key) or {})
            if key in there:
                row = row or {**self._row_shown(there[key], prefix), "DELETE": ["on"]}
                row |= {formset.model._meta.pk.name: [key]}
                row |= {formset.fk.name: [str(formset.instance.pk)]}
            data |= {f"{prefix}-{number}-{name}": values for name, values in row.items()}
        return data


def query_dict(data):
    """Lists of values by name, in the form of `request.POST`."""
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def _row_count(data, prefix, most):
    """How many rows the browser sent; Django refuses the form when the number is none."""
    sent = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(sent), most) if sent.isdecimal() and len(sent) < 9 else 0


def _stored_files(row):
    """The names of the files that a row holds: another file has another name."""
    fields = [field for field in row._meta.concrete_fields if isinstance(field, FileField)]
    return [name for name in (getattr(row, field.name).name for field in fields) if name]


def _as_sent(form_field, value):
    """The strings that a browser sends for a value; a date in the one form all languages read."""
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(form_field, forms.DateField):
        value = _as_iso(form_field, value)
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [] if value is None else [str(value)]


def _as_iso(form_field, value):
    try:
        value = form_field.to_python(value)
    except forms.ValidationError:
        return value
    return value and value.isoformat()
