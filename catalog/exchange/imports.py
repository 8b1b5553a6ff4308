"""Importing a file: a look at what it would change, or doing it; all of it, or nothing."""

import hashlib
import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from catalog import actions, roles
from catalog.documents.placed import Faults
from catalog.exchange.proposals import Proposer
from catalog.exchange.staging import Staging
from catalog.queries import name_columns, namesakes

SHOWN = 200


@dataclass
class Report:
    """What an import changes: the first entries in full, all of them counted."""

    faults: Faults = field(default_factory=Faults)
    shown: list = field(default_factory=list)
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    digest: str = ""

    @property
    def count(self):
        return self.created + self.changed


class ImportRefused(actions.ActionRefused):
    """An import that wrote nothing; `report` says why."""

    def __init__(self, message, report):
        super().__init__(message)
        self.report = report


def dry_run(contents, faults, *, by):
    """The `Report` of what an import of `contents` would change; writes nothing."""
    return _import(contents, faults, by=by, staging=None)


def import_contents(contents, faults, *, by, note="", expected=None):
    """Open a draft of every entry that `contents` change, all or none; nothing is published.

    `expected` is the digest of an earlier report: refused when another one comes out. Raises
    `ImportRefused` when anything is wrong.
    """
    proposer = Proposer(faults, by=by)
    with Staging(proposer.names, by=by, note=note) as staging:
        report = _import(contents, faults, by=by, staging=staging, proposer=proposer)
        if faults.count:
            message = _("The file has %(count)s faults; nothing was written.")
            raise ImportRefused(message % {"count": faults.count}, report)
        if expected not in (None, report.digest):
            message = _(
                "The catalogue was changed since you looked. Look at the differences again."
            )
            raise ImportRefused(message, report)
        staging.write()
    return report


def _import(contents, faults, *, by, staging, proposer=None):
    actions.require(by, *roles.WRITING)
    proposer = proposer or Proposer(faults, by=by)
    report, digest = Report(faults), hashlib.sha256()
    for proposal in proposer.proposals(contents):
        if proposal.is_new:
            report.created += 1
        else:
            report.changed += 1
        if len(report.shown) < SHOWN:
            report.shown.append(proposal)
            _note_namesakes(proposal, faults)
        digest.update(_print(proposal))
        if staging and not faults.count:
            staging.add(proposal)
    report.unchanged = proposer.unchanged
    report.digest = digest.hexdigest()
    return report


def _note_namesakes(proposal, faults):
    """Note that a name is new here and that another entry has it already."""
    model, content = proposal.content.model, proposal.content
    names = {name: proposal.values.get(name, "") for name in name_columns(model)}
    if not names.keys() & set(proposal.columns) and not proposal.is_new:
        return
    others = namesakes(model(entry=proposal.entry, **names))[:20]
    if slugs := dict.fromkeys(other.slug for other in others):
        message = _("another entry has the same name: %(entries)s")
        faults.note(content.place, message % {"entries": ", ".join(slugs)})


def _print(proposal):
    """What makes one proposal another: entry, what it was compared with, what it will say."""
    base = proposal.base
    said = [proposal.label, base and [base.pk, base.version, base.state], proposal.values]
    return json.dumps(said, default=str).encode()
