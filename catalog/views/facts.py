"""The facts of a framework in the order of `FactField`: value, evidence, and gaps said aloud."""

from dataclasses import dataclass, field
from typing import Any

from catalog.choices import (
    DistributedTraining,
    ExecutionModel,
    Facet,
    FactField,
    ReleaseRole,
    Status,
)

# Packages and papers have lists of their own on the page.
LISTED_APART = {FactField.PACKAGES, FactField.PAPERS}
TERMS = {
    FactField.IMPLEMENTATION_LANGUAGES: Facet.IMPLEMENTATION_LANGUAGE,
    FactField.USER_LANGUAGES: Facet.USER_LANGUAGE,
    FactField.PLATFORMS: Facet.PLATFORM,
    FactField.ACCELERATORS: Facet.ACCELERATOR,
}
RELEASES = {
    FactField.FIRST_RELEASE: ReleaseRole.FIRST,
    FactField.LATEST_RELEASE: ReleaseRole.LATEST,
}
LINKS = {
    FactField.HOMEPAGE: "homepage_url",
    FactField.REPOSITORY: "repository_url",
    FactField.DOCUMENTATION: "documentation_url",
}


@dataclass(frozen=True)
class FactRow:
    """One printed fact; `form` names how its template prints the value."""

    field: FactField
    form: str
    value: Any
    evidence: list = field(default_factory=list)  # what carries confidence, note and sources


def fact_rows(revision):
    facts = {fact.field: fact for fact in revision.facts.all()}
    return [_row(revision, name, facts.get(name)) for name in FactField if name not in LISTED_APART]


def sources_of(revision, field):
    """The sources that a fact rests on, each once, in the order in which its page prints them."""
    claims = [fact for fact in revision.facts.all() if fact.field == field]
    if field in LISTED_APART:
        claims += getattr(revision, field).all()
    elif field in RELEASES:
        claims += _value(revision, field)[1]
    found = {source.pk: source for claim in claims for source in claim.sources.all()}
    return list(found.values())


def _row(revision, name, fact):
    form, value = _value(revision, name)
    evidence = [fact] if fact else []
    if form == "releases":
        evidence += value
    return FactRow(name, form if value else "nothing", value, evidence)


def _value(revision, name):
    if name in TERMS:
        return "terms", [use for use in revision.terms.all() if use.term.facet == TERMS[name]]
    if name in RELEASES:
        return "releases", [row for row in revision.releases.all() if row.role == RELEASES[name]]
    if name in LINKS:
        return "link", getattr(revision, LINKS[name])
    return _column(revision, name)


def _column(revision, name):
    if name == FactField.CHINESE_NAME:
        return "chinese_name", revision.chinese_name
    if name == FactField.STATUS:
        return "status", "" if revision.status == Status.UNKNOWN else revision.status
    if name == FactField.EXECUTION_MODEL:
        return "text", _known(revision, "execution_model", ExecutionModel.UNKNOWN)
    if name == FactField.DISTRIBUTED_TRAINING:
        return "text", _known(revision, "distributed_training", DistributedTraining.UNKNOWN)
    return "text", getattr(revision, name)


def _known(revision, column, unknown):
    if getattr(revision, column) == unknown:
        return ""
    return getattr(revision, f"get_{column}_display")()
