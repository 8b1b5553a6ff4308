"""Reading documents: YAML to plain values, with every fault named by file, line and field."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from catalog.bilingual import LANGUAGES, column
from catalog.documents.marks import fault_of_marks
from catalog.documents.quoting import NotTaken, not_utf8, not_yaml, quoted
from catalog.documents.reasons import messages_by_key, reason_of, wrong_name, wrong_type
from catalog.documents.schema import (
    FOLDERS,
    LISTS,
    MARKS,
    is_local,
    is_required,
    natural_key,
    schema_of,
)
from catalog.documents.siblings import Siblings
from catalog.models.base import Checked
from catalog.validators import slug_key, validate_slug


@dataclass(frozen=True)
class Fault:
    file: str
    line: int
    field: str
    message: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


class FaultsFound(Exception):
    """Documents that can not be loaded; `faults` names everything that is wrong with them."""

    def __init__(self, faults):
        super().__init__(f"{len(faults)} faults in the content documents")
        self.faults = faults


class Mapping(dict):
    """A YAML mapping that knows the line of each key."""

    line = 1
    lines: dict


class Sequence(list):
    """A YAML list that knows the line of each element."""

    line = 1
    lines: list


class PlacedConstructor(yaml.constructor.SafeConstructor):
    """Builds `Mapping` and `Sequence`, and refuses a key given twice."""

    def construct_placed_mapping(self, node):
        mapping = Mapping()
        mapping.line, mapping.lines = node.start_mark.line + 1, {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node)
            if not isinstance(key, str):
                raise NotTaken(None, None, _("a key must be text"), key_node.start_mark)
            if key in mapping:
                message = _("the key %(key)s is given twice") % {"key": quoted(key)}
                raise NotTaken(None, None, message, key_node.start_mark)
            mapping[key] = self.construct_object(value_node, deep=True)
            mapping.lines[key] = key_node.start_mark.line + 1
        return mapping

    def construct_placed_sequence(self, node):
        sequence = Sequence(self.construct_object(child, deep=True) for child in node.value)
        sequence.line = node.start_mark.line + 1
        sequence.lines = [child.start_mark.line + 1 for child in node.value]
        return sequence


PlacedConstructor.add_constructor(
    "tag:yaml.org,2002:map", PlacedConstructor.construct_placed_mapping
)
PlacedConstructor.add_constructor(
    "tag:yaml.org,2002:seq", PlacedConstructor.construct_placed_sequence
)


# libyaml's parser takes a fifth of the time; the one in Python serves where it was not built.
class PlacedLoader(PlacedConstructor, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Reads text into what `PlacedConstructor` builds."""


@dataclass
class Document:
    """One entry's document, checked: `values` holds columns, references and rows."""

    model: type[models.Model]
    slug: str
    values: dict
    file: str


class Reader:
    """Reads one folder of documents and collects every fault instead of stopping at the first."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.faults = []
        self.known = {}
        self.expected = []
        self.slug = None
        self.spellings = {}

    def read(self):
        """Return (lists, documents): plain rows by model, and the documents of entries."""
        lists = {model: self._read_list(name, model) for name, model in LISTS.items()}
        documents = [
            document
            for name, model in FOLDERS.items()
            for path in sorted(self.folder.glob(f"{name}/*.yaml"))
            if (document := self._read_document(path, model))
        ]
        if not documents:
            self._fault(str(self.folder), 1, "folder", _("holds no documents"))
        self._check_references()
        if self.faults:
            raise FaultsFound(sorted(self.faults, key=lambda fault: (fault.file, fault.line)))
        return lists, documents

    @property
    def fault_count(self):
        return len(self.faults)

    def _fault(self, file, line, field, message):
        self.faults.append(Fault(str(file), line, field, message))

    def _name(self, path):
        return path.relative_to(self.folder).as_posix()

    def _parse(self, path):
        try:
            return yaml.load(path.read_text(encoding="utf-8"), PlacedLoader)  # noqa: S506 - safe subclass
        except UnicodeDecodeError as error:
            self._fault(self._name(path), 1, "file", not_utf8(error))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            self._fault(self._name(path), line, "file", _("is not YAML: %s") % not_yaml(error))
        except (yaml.YAMLError, ValueError) as error:  # ValueError: a date like 2015-99-99
            self._fault(self._name(path), 1, "file", _("is not YAML: %s") % not_yaml(error))
        return None

    def _read_list(self, name, model):
        path = self.folder / name
        if not path.exists():
            self._fault(name, 1, "file", _("is missing"))
            return {}
        rows = self._parse(path)
        values = self._read_rows(rows, model, name, name.removesuffix(".yaml"), 1) if rows else []
        return {natural_key(model(**row)): row for row in values}

    def _read_document(self, path, model):
        name = self._name(path)
        mapping = self._parse(path)
        if mapping is None and not self.faults:
            self._fault(name, 1, "file", _("is empty"))
        if not isinstance(mapping, Mapping):
            if mapping is not None:
                self._fault(name, 1, "file", _("must be a mapping of fields"))
            return None
        self._take_slug(model, path.stem, name, 1)
        values = self._read_mapping(mapping, model, name, local={})
        return Document(model, path.stem, values, name)

    def _take_slug(self, model, slug, file, line):
        """Note that `file` holds the document of `slug`; no two spellings of it are accepted."""
        self.slug = slug
        known = self.known.setdefault(model._meta.get_field("entry").related_model, {})
        spellings = self.spellings.setdefault(model, {})
        try:
            validate_slug(slug)
        except ValidationError as error:
            self._fault(file, line, "slug", " ".join(error.messages))
        if (other := spellings.setdefault(slug_key(slug), slug)) != slug:
            message = _("is %(other)s in another spelling; slugs do not differ by case")
            self._fault(file, line, "slug", message % {"other": other})
        known[slug] = file

    def _read_mapping(self, mapping, model, file, *, local):
        schema, before = schema_of(model), self.fault_count
        for key in mapping:
            if key not in schema.keys:
                accepted = ", ".join(schema.keys)
                message = _("is unknown; known are %(known)s") % {"known": accepted}
                self._unknown_key(file, mapping.lines[key], str(key), message)
        values = {}
        for key, field in schema.columns.items():
            self._read_column(mapping, key, field, file, values)
        if MARKS in mapping and schema.bilingual:
            self._read_marks(mapping, schema, file, values)
        for key, field in schema.references.items():
            self._read_reference(mapping, key, field, file, values, local)
        for key in schema.lists:
            self._read_sources(mapping, key, schema.lists[key], file, values)
        if self.fault_count == before:
            self._check_row(mapping, schema, values, file)
        for key, field in schema.children.items():
            self._read_children(mapping, key, field, file, values, local)
        self._check_translations(mapping, schema, values, file)
        self.known.setdefault(model, {})
        if is_local(model):
            place = local.setdefault(model, {})
            place[natural_key(model(**{k: values[k] for k in schema.columns if k in values}))] = (
                file
            )
        return values

    def _unknown_key(self, file, line, key, message):
        self._fault(file, line, key, message)

    def _check_row(self, mapping, schema, values, file):
        """The rules across the columns of a row, and about what it names."""
        if not issubclass(schema.model, Checked):
            return
        columns = {key: values[key] for key in schema.columns if key in values}
        for check in (
            schema.model(**columns).check_columns,
            partial(schema.model.check_references, values, self.slug),
        ):
            try:
                check()
            except ValidationError as error:
                for key, messages in messages_by_key(error):
                    line = mapping.lines.get(key, mapping.line)
                    self._fault(file, line, key, " ".join(messages))

    def _read_column(self, mapping, key, field, file, values):
        value = mapping.get(key)
        line = mapping.lines.get(key, mapping.line)
        if value is None:
            if is_required(field):
                self._fault(file, line, key, _("is required"))
            return
        if wrong := wrong_type(field, value):
            self._fault(file, line, key, wrong)
            return
        try:
            cleaned = field.clean(value, None)
        except ValidationError as error:
            self._fault(file, line, key, reason_of(field, error))
            return
        if cleaned != default_of(field):
            values[key] = cleaned

    def _read_marks(self, mapping, schema, file, values):
        marks = mapping[MARKS]
        if fault := fault_of_marks(schema, marks, values):
            self._fault(file, mapping.lines[MARKS], MARKS, fault)
        else:
            values[MARKS] = {name: dict(mark) for name, mark in marks.items()}

    def _read_reference(self, mapping, key, field, file, values, local):
        value = mapping.get(key)
        line = mapping.lines.get(key, mapping.line)
        if value is None:
            if not field.null:
                self._fault(file, line, key, _("is required"))
            return
        if wrong := wrong_name(value):
            self._fault(file, line, key, wrong)
            return
        value = values[key] = value.strip()
        target = field.related_model
        if not is_local(target):
            self.expected.append((target, value, file, line, key))
        elif value not in local.get(target, {}):
            self._fault(
                file, line, key, _("%(value)s is not in this document") % {"value": quoted(value)}
            )

    def _read_sources(self, mapping, key, field, file, values):
        slugs = mapping.get(key)
        if slugs is None:
            return
        if not isinstance(slugs, list):
            self._fault(file, mapping.lines[key], key, _("must be a list of source identifiers"))
            return
        if wrong := next(filter(None, map(wrong_name, slugs)), None):
            self._fault(file, mapping.lines[key], key, wrong)
            return
        lines, slugs = slugs.lines, [slug.strip() for slug in slugs]
        for slug, line in zip(slugs, lines, strict=True):
            self.expected.append((field.related_model, slug, file, line, key))
        if len(set(slugs)) != len(slugs):
            self._fault(file, mapping.lines[key], key, _("names a source twice"))
        if slugs:
            values[key] = sorted(set(slugs))

    def _read_children(self, mapping, key, field, file, values, local):
        rows = mapping.get(key)
        if rows is None:
            return
        line = mapping.lines[key]
        if field.one_to_one:
            if isinstance(rows, Mapping):
                values[key] = self._read_mapping(rows, field.model, file, local=local)
            else:
                self._fault(file, line, key, _("must be a mapping of fields"))
            return
        found = self._read_rows(rows, field.model, file, key, line, local=local, owner=field.name)
        if found:
            values[key] = found

    def _read_rows(self, rows, model, file, key, line, *, local=None, owner=None):
        if not isinstance(rows, Sequence):
            self._fault(file, line, key, _("must be a list"))
            return []
        values, siblings = [], Siblings(model, owner)
        for index, row in enumerate(rows):
            if not isinstance(row, Mapping):
                self._fault(file, rows.lines[index], key, _("every element must be a mapping"))
                continue
            value = self._read_mapping(row, model, file, local={} if local is None else local)
            if repeat := siblings.repeated(value, row.line):
                said, line = repeat
                message = _("repeats %(said)s, first on line %(line)s")
                self._fault(file, row.line, key, message % {"said": said, "line": line})
            values.append(value)
        if local is None:
            self.known[model] = {
                natural_key(model(**{k: v for k, v in value.items()})): file for value in values
            }
        return values

    def _check_translations(self, mapping, schema, values, file):
        for name in schema.bilingual:
            present = [language for language in LANGUAGES if values.get(column(name, language))]
            if len(present) == 1:
                missing = next(code for code in LANGUAGES if code not in present)
                line = mapping.lines.get(column(name, present[0]), mapping.line)
                self._fault(file, line, column(name, missing), _("the translation is missing"))

    def _unknown(self):
        """Of the names that were met, with their places, those that nothing has so far."""
        return [one for one in self.expected if one[1] not in self.known.get(one[0], {})]

    def _check_references(self):
        for model, value, file, line, key in self._unknown():
            kind = model._meta.verbose_name
            message = _("no %(kind)s has the identifier %(value)s")
            self._fault(file, line, key, message % {"kind": kind, "value": quoted(value)})


def default_of(field):
    """The value that a document leaves out."""
    return field.get_default()


def read_folder(folder):
    """Check every document of `folder`; see `Reader.read`. Raises `FaultsFound`."""
    return Reader(folder).read()
