"""What a file would change: every entry compared with what it says now, every fault named."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Max
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from catalog import roles
from catalog.choices import EDITABLE_STATES, OPEN_STATES, ChangeAction, EntryKind, State
from catalog.documents import dump_revision, prefetch_document
from catalog.documents.check import Checker
from catalog.documents.contents import Content
from catalog.documents.marks import with_marks, without_marks
from catalog.documents.quoting import quoted
from catalog.documents.schema import KINDS
from catalog.exchange.names import Names
from catalog.exchange.references import check_references
from catalog.models import Change
from catalog.review import differences
from catalog.validators import slug_key

BATCH = 100


@dataclass
class Proposal:
    """One entry that a file changes. `draft` is the person's own open draft, which is replaced."""

    content: Content
    entry: Any
    base: Any
    draft: Any
    last_number: int
    values: dict
    differences: list

    @property
    def label(self):
        return f"{self.content.kind} {self.content.slug}"

    @property
    def kind_label(self):
        return EntryKind(self.content.kind).label

    @property
    def is_new(self):
        return self.entry is None

    @property
    def columns(self):
        """The columns, and the kinds of rows, that it changes: what `record_edit` is told."""
        return sorted({changed_name(difference) for difference in self.differences})


def changed_name(difference):
    return difference.model._meta.model_name if difference.is_row else difference.path[-1]


@dataclass
class Standing:
    """An entry as it stands: its live and its open revision, and the last number it gave."""

    entry: Any
    live: Any = None
    opened: Any = None
    last_number: int = 0


class Proposer:
    """Compares the entries of a file with the catalogue, in the name and the rights of `by`."""

    def __init__(self, faults, *, by):
        self.faults, self.by = faults, by
        self.names = Names()
        self.checker = Checker(faults)
        self.seen, self.lines = defaultdict(set), defaultdict(dict)
        self.spellings = {}
        self.unchanged = 0

    def proposals(self, contents):
        """Yield a `Proposal` for each entry that would change; whatever is wrong is a fault."""
        contents = iter(contents)
        while batch := list(islice(contents, BATCH)):
            batch = [content for content in batch if self._is_first(content)]
            standing = self._standing(batch)
            for content in batch:
                found = standing.get((content.kind, content.slug)) or Standing(None)
                if proposal := self._proposal(content, found):
                    yield proposal
        for (model, slug), place in self.names.promised.items():
            if slug not in self.seen[model._meta.model_name]:
                self._fault(place, _unknown(model, slug))

    def _is_first(self, content):
        lines, key = self.lines[content.kind], slug_key(content.slug)
        if key not in lines:
            lines[key] = content.place.line
            self.seen[content.kind].add(content.slug)
            return True
        message = _("repeats %(said)s, first on line %(line)s")
        self._fault(content.place, message % {"said": content.slug, "line": lines[key]})
        return False

    def _standing(self, batch):
        found = {}
        for kind in {content.kind for content in batch}:
            slugs = [content.slug for content in batch if content.kind == kind]
            revisions = KINDS[kind].objects.filter(entry__slug__in=slugs)
            last = dict(revisions.values_list("entry").annotate(Max("number")).order_by())
            entries = KINDS[kind]._meta.get_field("entry").related_model.objects
            keys = {slug_key(slug): slug for slug in slugs}
            for entry in entries.annotate(key=Lower("slug")).filter(key__in=keys):
                if keys[entry.key] == entry.slug:
                    found[kind, entry.slug] = Standing(entry, last_number=last.get(entry.pk, 0))
                else:
                    self.spellings[kind, keys[entry.key]] = entry.slug
            shown = revisions.filter(state__in=[State.LIVE, *OPEN_STATES])
            for revision in prefetch_document(shown.select_related("entry", "created_by")):
                name = "live" if revision.state == State.LIVE else "opened"
                setattr(found[kind, revision.entry.slug], name, revision)
        return found

    def _proposal(self, content, standing):
        draft = standing.opened if self._is_own(standing.opened) else None
        base = draft or standing.live or standing.opened
        if standing.entry and base is None:
            self._fault(content.place, _("is in the trash; restore it first"))
            return None
        if standing.entry is None and self._is_unknown(content):
            return None
        proposal = self._compared(content, base)
        if proposal is None:
            return None
        if not proposal.differences or self._is_open_elsewhere(content, standing, draft):
            self.unchanged += 1
            return None
        proposal.entry, proposal.draft = standing.entry, draft
        proposal.last_number = standing.last_number
        before = self.faults.count
        self._check_standing(content, standing, draft)
        self._check_rights(proposal)
        return proposal if self.faults.count == before else None

    def _compared(self, content, base):
        """What `content` makes of the revision `base`, or None where it has faults."""
        old = dump_revision(base, all_marks=True) if base else {}
        before = self.faults.count
        mapping = content.over(old, self.faults)
        values = self.checker.check(content.model, mapping, slug=content.slug)
        for model, key, _file, place, _column in self.checker.expected:
            if not self.names.expect(model, key, place):
                self._fault(place, _unknown(model, key))
        check_references(
            content.model,
            values,
            old,
            self.faults,
            entry=base.entry_id if base else None,
            expected=self.checker.expected,
            key_of=self.names.pk,
            trashed=self.names.trashed,
        )
        if values is None or self.faults.count > before:
            return None
        changed = differences(content.model, old, values)
        # A file does not say how sure a translation is: that follows from what it changes.
        whole = with_marks(content.model, without_marks(values), old)
        return Proposal(content, None, base, None, 0, whole, changed)

    def _is_unknown(self, content):
        """Whether the file can only be about an entry that exists, and there is none."""
        entry_model = content.model._meta.get_field("entry").related_model
        place = content.place._replace(column="slug", value=content.slug)
        if spelling := self.spellings.get((content.kind, content.slug)):
            message = _("is %(other)s in another spelling; slugs do not differ by case")
            self._fault(place, message % {"other": spelling})
            return True
        missing = content.missing_columns()
        if not missing:
            return False
        message = _("no %(kind)s has the slug %(slug)s; a new one needs the columns %(columns)s")
        texts = {
            "kind": entry_model._meta.verbose_name,
            "slug": content.slug,
            "columns": ", ".join(missing),
        }
        self._fault(place, message % texts)
        return True

    def _is_own(self, revision):
        return (
            revision is not None
            and revision.created_by_id == self.by.pk
            and revision.state in EDITABLE_STATES
        )

    def _is_open_elsewhere(self, content, standing, draft):
        """Whether the file says what another person's open revision says already."""
        if standing.opened is None or draft or standing.live is None:
            return False
        proposal = self._compared(content, standing.opened)
        return proposal is not None and not proposal.differences

    def _check_standing(self, content, standing, draft):
        opened, live = standing.opened, standing.live
        if opened and not draft:
            texts = {"revision": opened, "person": opened.created_by}
            message = _("%(revision)s of %(person)s is open; publish or discard it first")
            self._fault(content.place, message % texts)
        elif draft and (others := self._other_authors(draft)):
            message = _("%(others)s worked on your draft; publish or discard it first")
            self._fault(content.place, message % {"others": ", ".join(others)})
        if content.revision is not None and live and content.revision < live.number:
            message = _(
                "the file was made from revision %(old)s, and %(new)s is live; export it anew, or "
                "take the number out"
            )
            place = content.place._replace(column="revision", value=content.revision)
            self._fault(place, message % {"old": content.revision, "new": live.number})

    def _other_authors(self, draft):
        edits = Change.objects.filter(
            kind=draft.entry._meta.model_name,
            slug=draft.slug,
            revision=draft.number,
            action=ChangeAction.EDIT,
        )
        return (
            edits.exclude(by=self.by).order_by().values_list("by__username", flat=True).distinct()
        )

    def _check_rights(self, proposal):
        place = proposal.content.place
        if proposal.is_new:
            if not roles.holds(self.by, roles.WRITE_FACTS):
                self._fault(place, _forbidden(roles.WRITE_FACTS))
            return
        for difference in proposal.differences:
            right = roles.right_to_write(changed_name(difference))
            if not roles.holds(self.by, right):
                column = "/".join(difference.path)
                after = difference.after if not difference.is_row else None
                self._fault(place._replace(column=column, value=after), _forbidden(right))

    def _fault(self, place, reason):
        self.faults.add(place, reason)


def _forbidden(right):
    return _("you may not change this; it needs the right %(right)s") % {"right": right}


def _unknown(model, key):
    message = _("no %(kind)s has the identifier %(value)s")
    return message % {"kind": model._meta.verbose_name, "value": quoted(key)}
