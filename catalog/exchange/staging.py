"""Writing what an import changes: prepared beside the catalogue, then put into it at one stroke.

Rows are gathered in temporary tables, which only this connection sees and which are gone when it
ends, however it ends. `write` copies them in one transaction, so that editors wait for the copying
alone, and a process that dies leaves the catalogue as it was. The rows are those that
`actions.create_entry`, `open_draft` and `record_edit` would leave, counts of translations included.
"""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.actions import ActionRefused
from catalog.choices import ChangeAction, State
from catalog.documents.pairs import states_in
from catalog.documents.schema import MARKS, is_local, natural_key, schema_of
from catalog.models import Change, Entry, Revision, TranslationTally

BATCH = 500
RESERVED = 1000


class Staging:
    """A context that takes `Proposal`s and writes all of them, or, left without `write`, none."""

    def __init__(self, names, *, by, note=""):
        self.names, self.by, self.note = names, by, note[:300]
        self.at = timezone.now()
        self.rows = {}
        self.defaults = {}
        self.fields = {}
        self.bases = {}
        self.ids = {}
        self.new = {}

    def __enter__(self):
        return self

    def __exit__(self, *_failure):
        for name in [*map(_staged, self.rows), *map(_base, self.bases)]:
            _run(f"DROP TABLE IF EXISTS {_quoted(name)}")

    def add(self, proposal):
        model = proposal.content.model
        entry_id = proposal.entry.pk if proposal.entry else self._new_entry(proposal)
        values = proposal.values
        columns = _columns(model, values)
        own = {
            "entry_id": entry_id,
            "number": proposal.last_number + 1,
            "version": 0 if proposal.is_new else 1,
            "state": State.DRAFT,
            "created_by_id": self.by.pk,
        }
        pk = self._add_row(model, {**columns, **_derived(model, columns), **own})
        self._add_lists(model, pk, values)
        if not proposal.is_new:
            self._add_base(proposal)
        self._add_changes(proposal)
        self._add_owned(model, pk, values, {})
        self._add_tally(proposal)

    def write(self):
        """Put everything into the catalogue. Refused when somebody changed an entry meanwhile."""
        for model in self.rows:
            self._flush(model)
        try:
            with transaction.atomic():
                for model in self.bases:
                    self._flush_bases(model)
                    self._lock(model)
                    self._verify(model)
                    self._close_drafts(model)
                    self._forget_tallies(model)
                for model in sorted(self.rows, key=_depth):
                    self._copy(model)
        except IntegrityError as error:
            raise ActionRefused(
                _("The catalogue was changed meanwhile; nothing was written. Import again.")
            ) from error

    def _new_entry(self, proposal):
        model = proposal.content.model._meta.get_field("entry").related_model
        pk = self._promised(model, proposal.content.slug)
        return self._add_row(model, {"slug": proposal.content.slug}, pk=pk)

    def _promised(self, model, slug):
        """The key of an entry that this import makes, also before it is made."""
        new = self.new.setdefault(model, {})
        if slug not in new:
            new[slug] = self._reserve(model)
        return new[slug]

    def _pk(self, model, key):
        return self.names.pk(model, key) or self._promised(model, key)

    def _add_owned(self, model, pk, values, local):
        for key, owner in schema_of(model).children.items():
            rows = values.get(key, [])
            for row in [rows] if rows and owner.one_to_one else rows:
                self._add_part(owner, pk, row, local)

    def _add_part(self, owner, owner_pk, values, local):
        model, schema = owner.model, schema_of(owner.model)
        columns = _columns(model, values)
        own_name = natural_key(model(**columns)) if is_local(model) else None
        for key, reference in schema.references.items():
            if key in values:
                target = reference.related_model
                known = local.get((target, values[key])) if is_local(target) else None
                columns[reference.attname] = known or self._pk(target, values[key])
        pk = self._add_row(model, {**columns, **_derived(model, columns), owner.attname: owner_pk})
        if own_name:
            local.setdefault((model, own_name), pk)
        self._add_lists(model, pk, values)
        self._add_owned(model, pk, values, local)

    def _add_lists(self, model, pk, values):
        for key, field in schema_of(model).lists.items():
            for name in values.get(key, []):
                ends = {
                    f"{field.m2m_field_name()}_id": pk,
                    f"{field.m2m_reverse_field_name()}_id": self._pk(field.related_model, name),
                }
                self._add_row(field.remote_field.through, ends)

    def _add_changes(self, proposal):
        kind, slug = proposal.content.kind, proposal.content.slug
        made = [(proposal.last_number + 1, ChangeAction.OPEN_DRAFT, self.note)]
        if proposal.draft:
            made.insert(0, (proposal.draft.number, ChangeAction.DISCARD, self.note))
        if not proposal.is_new:
            summary = ", ".join(proposal.columns)[:300]
            made.append((proposal.last_number + 1, ChangeAction.EDIT, summary))
        for number, action, summary in made:
            who = {"by_id": self.by.pk, "at": self.at, "summary": summary}
            what = {"kind": kind, "slug": slug, "revision": number, "action": action}
            self._add_row(Change, {**what, **who})

    def _add_tally(self, proposal):
        """The counts of translations that the draft brings; those before go with `write`."""
        content = proposal.content
        where = {
            "kind": content.kind,
            "slug": content.slug,
            "revision": proposal.last_number + 1,
        }
        found = states_in(content.model, proposal.values)
        for (language, state), texts in sorted(found.items()):
            row = {**where, "language": language, "state": state, "texts": texts}
            self._add_row(TranslationTally, row)

    def _add_row(self, model, values, *, pk=None):
        """Gather a row, with the defaults of its columns; returns its key where it needs one."""
        if model not in self.rows:
            self._make_table(model)
        if _has_key(model):
            pk = pk or self._reserve(model)
            values = {**values, model._meta.pk.attname: pk}
        row = self.defaults[model].copy()
        row.update(
            (name, _prepared(self.fields[model][name], value)) for name, value in values.items()
        )
        self.rows[model].append(tuple(row.values()))
        if len(self.rows[model]) >= BATCH:
            self._flush(model)
        return pk

    def _make_table(self, model):
        _copy_table(_staged(model), model._meta.db_table)
        self.rows[model] = []
        self.fields[model] = {field.attname: field for field in _stored(model)}
        self.defaults[model] = {
            name: _prepared(field, self._default(field))
            for name, field in self.fields[model].items()
        }

    def _default(self, field):
        is_moment = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        return self.at if is_moment else field.get_default()

    def _flush(self, model):
        columns = [field.column for field in _stored(model)]
        _insert(_staged(model), columns, self.rows[model])
        self.rows[model].clear()

    def _reserve(self, model):
        """A key that no other row will get."""
        if not self.ids.get(model):
            self.ids[model] = iter(_reserved(model))
        pk = next(self.ids[model], None)
        if pk is None:
            self.ids[model] = iter(_reserved(model))
            pk = next(self.ids[model])
        return pk

    def _add_base(self, proposal):
        model, base, draft = proposal.content.model, proposal.base, proposal.draft
        if model not in self.bases:
            self.bases[model] = []
        row = (base.entry_id, base.pk, base.version, base.state, proposal.last_number)
        self.bases[model].append((*row, draft.pk if draft else None))

    def _flush_bases(self, model):
        name = _quoted(_base(model))
        columns = ["entry_id", "base_id", "version", "state", "last_number", "draft_id"]
        _run(f"DROP TABLE IF EXISTS {name}")
        _run(
            f"CREATE TEMPORARY TABLE {name} (entry_id bigint, base_id bigint, version bigint, "
            "state varchar(12), last_number bigint, draft_id bigint)"
        )
        _insert(_base(model), columns, self.bases[model])

    def _lock(self, model):
        """Hold the entries, as every action does; SQLite has one writer at a time anyhow."""
        if connection.features.has_select_for_update:
            entry = _quoted(model._meta.get_field("entry").related_model._meta.db_table)
            base = _quoted(_base(model))
            _run(
                f"SELECT id FROM {entry} WHERE id IN (SELECT entry_id FROM {base}) "  # noqa: S608
                "ORDER BY id FOR UPDATE"
            )

    def _verify(self, model):
        """Refuse when what the import was compared with is not what stands there now."""
        revision, base = _quoted(model._meta.db_table), _quoted(_base(model))
        entry = _quoted(model._meta.get_field("entry").related_model._meta.db_table)
        moved = _run(
            f"SELECT e.slug FROM {base} b JOIN {entry} e ON e.id = b.entry_id "  # noqa: S608
            f"LEFT JOIN {revision} r ON r.id = b.base_id AND r.version = b.version "
            "AND r.state = b.state "
            f"WHERE r.id IS NULL OR EXISTS (SELECT 1 FROM {revision} n "
            "WHERE n.entry_id = b.entry_id AND n.number > b.last_number) "
            "ORDER BY e.slug LIMIT 5"
        )
        if moved:
            raise ActionRefused(
                _("Somebody changed %(entries)s meanwhile; nothing was written. Import again.")
                % {"entries": ", ".join(slug for (slug,) in moved)}
            )

    def _close_drafts(self, model):
        revision, base = _quoted(model._meta.db_table), _quoted(_base(model))
        now = _prepared(model._meta.get_field("updated_at"), self.at)
        _run(
            f"UPDATE {revision} SET state = %s, updated_at = %s WHERE id IN "  # noqa: S608
            f"(SELECT draft_id FROM {base} WHERE draft_id IS NOT NULL)",
            [State.DISCARDED, now],
        )

    def _forget_tallies(self, model):
        entry_model = model._meta.get_field("entry").related_model
        tally, entry = _quoted(TranslationTally._meta.db_table), _quoted(entry_model._meta.db_table)
        _run(
            f"DELETE FROM {tally} WHERE kind = %s AND slug IN (SELECT e.slug FROM {entry} e "  # noqa: S608
            f"JOIN {_quoted(_base(model))} b ON b.entry_id = e.id)",
            [entry_model._meta.model_name],
        )

    def _copy(self, model):
        columns = ", ".join(_quoted(field.column) for field in _stored(model))
        target, staged = _quoted(model._meta.db_table), _quoted(_staged(model))
        _run(f"INSERT INTO {target} ({columns}) SELECT {columns} FROM {staged}")  # noqa: S608


def _columns(model, values):
    return {key: values[key] for key in (*schema_of(model).columns, MARKS) if key in values}


def _derived(model, columns):
    """The columns that follow from others; most models have none."""
    if not getattr(model, "derived", ()):
        return {}
    row = model(**columns)
    row.derive()
    return {name: getattr(row, name) for name in model.derived}


def _has_key(model):
    """Whether rows point at rows of `model`, so that its keys have to be known beforehand."""
    return model not in (Change, TranslationTally) and not model._meta.auto_created


def _stored(model):
    return [f for f in model._meta.concrete_fields if _has_key(model) or not f.primary_key]


def _depth(model):
    """Entries before revisions before everything else: what is pointed at comes first."""
    return 0 if issubclass(model, Entry) else 1 if issubclass(model, Revision) else 2


def _prepared(field, value):
    return field.get_db_prep_save(value, connection)


def _staged(model):
    return f"staged_{model._meta.db_table}"


def _base(model):
    return f"base_{model._meta.db_table}"


def _quoted(name):
    return connection.ops.quote_name(name)


def _run(sql, parameters=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def _copy_table(name, source):
    """An empty temporary table with the columns of `source`."""
    _run(f"DROP TABLE IF EXISTS {_quoted(name)}")
    _run(
        f"CREATE TEMPORARY TABLE {_quoted(name)} AS SELECT * FROM {_quoted(source)} WHERE 1 = 0"  # noqa: S608
    )


def _insert(name, columns, rows):
    if not rows:
        return
    marks = ", ".join(["%s"] * len(columns))
    names = ", ".join(map(_quoted, columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_quoted(name)} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _reserved(model):
    """A thousand keys of the table that its sequence gives to nobody else."""
    table, column = model._meta.db_table, model._meta.pk.column
    if connection.vendor == "postgresql":
        sql = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        return [pk for (pk,) in _run(sql, [f'"{table}"', column, RESERVED])]
    with transaction.atomic():
        found = _run("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = found[0][0] if found else 0
        if found:
            _run("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [RESERVED, table])
        else:
            _run("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, RESERVED])
    return range(last + 1, last + RESERVED + 1)
