"""What the search reads of everything that readers see: one declared list, an entry a kind.

A text that pages hide, because the other end of its claim is not live, is left out here too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Prefetch

from catalog import queries
from catalog.choices import FrameworkKind, ItemKind, SearchKind, Status
from catalog.models import (
    ArticleRevision,
    Assessment,
    CategoryRevision,
    FeatureRevision,
    FrameworkRevision,
    GlossaryTermRevision,
    Pair,
    Relation,
)
from catalog.search.documents import LONGEST_NAME, Texts, both, by_script, document, joined, neutral


@dataclass(frozen=True)
class Indexed:
    """How live revisions of one model, with the rows that they own, become documents."""

    model: type[models.Model]
    documents: Callable
    prefetch: tuple = ()

    @property
    def entries(self):
        return self.model._meta.get_field("entry").related_model.objects

    @property
    def kind(self):
        """What the documents name as the kind of the entry that brings them."""
        return self.entries.model._meta.model_name

    def live(self):
        return self.model.objects.live().prefetch_related(*self.prefetch)


def owner(revision):
    return revision.entry._meta.model_name, revision.slug


def framework_documents(revision):
    yield document(
        SearchKind.FRAMEWORK,
        owner(revision),
        slug=revision.slug,
        place=standing(revision) + len(revision.name),
        names=neutral(revision.name),
        other_names=[revision.chinese_name, *(form.text for form in revision.printed_forms.all())],
        reading=revision.reading,
        handles=[
            revision.repository.rpartition("/")[2],
            *(package.name for package in revision.packages.all()),
        ],
        facts=framework_facts(revision),
        addresses=[revision.repository],
        lead=both(revision, "summary"),
        body=joined(framework_texts(revision)),
    )


def standing(revision):
    """What is developed stands before what is not, and before parts of frameworks.

    Of equals, a framework stands before the interfaces that are built on others.
    """
    is_interface = revision.kind == FrameworkKind.HIGH_LEVEL_INTERFACE
    is_part = revision.kind not in (FrameworkKind.FRAMEWORK, FrameworkKind.HIGH_LEVEL_INTERFACE)
    is_over = revision.status != Status.ACTIVE
    return LONGEST_NAME * (is_interface + 2 * is_over + 4 * is_part)


def framework_facts(revision):
    """What ordinary words may mean; see `catalog/lexicon/words.yaml`."""
    columns = ("kind", "status", "licence", "execution_model", "distributed_training")
    yield from (f"{name}/{value}" for name in columns if (value := getattr(revision, name)))
    yield from (use.term.key for use in revision.terms.all())


def framework_texts(revision):
    uses = revision.terms.all()
    yield both(revision, "developer")
    yield joined([Texts("", ""), *(both(use.term, "name") for use in uses)], separator=" · ")
    yield neutral(revision.licence)
    noted = [revision.facts, revision.relations, revision.releases, revision.packages]
    yield from (both(row, "note") for rows in noted for row in rows.all())
    yield from (both(use, "detail") for use in uses)
    yield from (both(judged, "rationale") for judged in revision.assessments.all())
    yield from (neutral(relation.target_name) for relation in revision.relations.all())
    yield from (both(release, "what") for release in revision.releases.all())
    yield from (neutral(paper.title) for paper in revision.papers.all())


def topic_documents(kind):
    def documents(revision):
        yield document(
            kind,
            owner(revision),
            slug=revision.slug,
            names=both(revision, "name"),
            reading=revision.reading,
            lead=both(revision, "summary"),
            body=both(revision, "note"),
        )

    return documents


def glossary_documents(revision):
    """A term is found by all its variants; who types a forbidden one is to learn why."""
    yield document(
        SearchKind.GLOSSARY_TERM,
        owner(revision),
        slug=revision.slug,
        names=both(revision, "name"),
        reading=revision.reading,
        other_names=[variant.text for variant in revision.allowed_variants],
        handles=[variant.text for variant in revision.forbidden_variants],
        lead=both(revision, "definition"),
        body=joined([both(row, "note") for row in (revision, *revision.variants.all())]),
    )


def article_documents(revision):
    headings = [both(section, "heading") for section in revision.sections.all()]
    yield document(
        SearchKind.ARTICLE,
        owner(revision),
        slug=revision.slug,
        names=both(revision, "title"),
        lead=both(revision, "summary"),
        body=joined([*headings, both(revision, "translation_note")]),
    )
    for section in revision.sections.all():
        yield from (item_document(revision, section, item) for item in section.items.all())
    for name in revision.printed_names.all():
        if hasattr(name, "combination"):
            yield combination_document(revision, name)


def item_document(revision, section, item):
    """A row, a numbered point or a paragraph of an article."""
    names, other_names, texts = both(item, "term"), [], [both(item, "note")]
    if item.kind == ItemKind.ROW:
        printed = item.printed_name
        numbers = Texts(f"第 {item.number} 行", f"Row {item.number}")
        names = Texts(f"{numbers.zh}：{printed.text}", f"{numbers.en}: {printed.text}")
        other_names = [*numbers]
        texts.append(both(printed, "rationale"))
    return document(
        SearchKind.ROW,
        owner(revision),
        slug=revision.slug,
        anchor=item.anchor,
        place=item.source_line,
        names=names if any(names) else both(section, "heading"),
        is_named=any(names),
        other_names=other_names,
        lead=both(item, "body"),
        body=joined(texts),
    )


def combination_document(revision, name):
    judged = [name.combination, *name.combination.pairs.all()]
    return document(
        SearchKind.COMBINATION,
        owner(revision),
        slug=name.slug,
        names=neutral(name.text),
        lead=both(name.combination, "rationale"),
        body=joined([both(name, "rationale"), *(both(row, "rationale") for row in judged)]),
    )


def source_document(source):
    """A source is no entry: it is in the index while something live cites it."""
    texts = [source.publisher, source.what, source.locator, source.note, source.slug]
    return document(
        SearchKind.SOURCE,
        (SearchKind.SOURCE, source.slug),
        slug=source.slug,
        names=neutral(source.title),
        body=joined(map(by_script, texts)),
    )


INDEXED = (
    Indexed(
        FrameworkRevision,
        framework_documents,
        (
            "printed_forms",
            "packages",
            "terms__term",
            "facts",
            "releases",
            "papers",
            Prefetch("assessments", queries.public_claims(Assessment)),
            Prefetch("relations", queries.public_claims(Relation)),
        ),
    ),
    Indexed(FeatureRevision, topic_documents(SearchKind.FEATURE)),
    Indexed(CategoryRevision, topic_documents(SearchKind.CATEGORY)),
    Indexed(GlossaryTermRevision, glossary_documents, ("variants",)),
    Indexed(
        ArticleRevision,
        article_documents,
        (
            "sections__items__printed_name",
            "printed_names__combination",
            Prefetch("printed_names__combination__pairs", queries.public_claims(Pair)),
        ),
    ),
)
