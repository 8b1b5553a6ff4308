"""What is kept is what the serializer says now; a change makes exactly the documents that show it.

Callbacks after a commit run only where a test asks for them, as the rest of the suite does not.
"""

from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import TestCase

from catalog import actions, lists, readymade
from catalog.api.documents import entry_documents
from catalog.models import ENTRY_MODELS, Framework, ReadyDocument, Source, Term
from catalog.readymade import keeping
from tests import databases
from tests.factories import (
    make_category,
    make_draft,
    make_editor,
    make_feature,
    make_framework,
    make_full_article,
    make_glossary_term,
    make_source,
)

pytestmark = pytest.mark.django_db


def kept():
    rows = ReadyDocument.objects.order_by()
    return {
        (kind, slug, form, language): text
        for kind, slug, form, language, text in rows.values_list(
            "kind", "slug", "form", "language", "text"
        )
    }


def made_now():
    """What the serializers say of everything that is live."""
    found = {}
    for model in ENTRY_MODELS:
        kind = model._meta.model_name
        slugs = [revision.slug for revision in model.objects.live()]
        for slug, form, language, text in entry_documents(kind, slugs):
            found[kind, slug, form, language] = text
    return found


def keys():
    """The keys of rows, by entry: others where its documents were made anew."""
    found = {}
    for pk, kind, slug in ReadyDocument.objects.values_list("pk", "kind", "slug"):
        found.setdefault(f"{kind}/{slug}", set()).add(pk)
    return found


@contextmanager
def remade(*expected):
    """The documents of the entries, and no others, are made anew or gone; then all are right."""
    before = keys()
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield
    after = keys()
    entries = before.keys() | after.keys()
    assert {one for one in entries if before.get(one) != after.get(one)} == {*expected}
    assert kept() == made_now()


@pytest.fixture
def by():
    return make_editor()


@databases.fixture
def small():
    """`alpha` and `beta`, which says something of `alpha`; an article; a framework apart."""
    by = make_editor()
    article = make_full_article()
    make_framework("alpha", by=by, name="Alpha")
    feature, term = make_feature("f0"), Term.objects.create(facet="platform", slug="t", name_en="T")
    draft = make_draft("beta", by=by)
    claim = draft.relations.create(type="uses", target=Framework.objects.get(slug="alpha"))
    claim.sources.add(make_source("paper"))
    draft.assessments.create(feature=feature.entry, verdict="partly")
    draft.terms.create(term=term)
    actions.publish(draft, by=by)
    article.printed_names.get().components.filter(position=1).update(
        framework=Framework.objects.get(slug="alpha")
    )
    make_framework("apart", by=by)
    make_category("c0")
    make_glossary_term("tensor")
    readymade.rebuild()
    assert kept() == made_now()


def publish(entry, *, by, rows=lambda draft: None, **columns):
    return actions.publish(edited(entry, by=by, rows=rows, **columns), by=by)


def edited(entry, *, by, rows=lambda draft: None, **columns):
    draft = actions.open_draft(entry, by=by)
    for name, value in columns.items():
        setattr(draft, name, value)
    draft.save()
    rows(draft)
    return draft


def entry(kind, slug):
    model = next(one for one in ENTRY_MODELS if one._meta.model_name == kind)
    return model.objects.get(slug=slug)


def test_each_change_remakes_the_documents_that_show_it_and_no_others(small, by):
    alpha, beta = entry("framework", "alpha"), entry("framework", "beta")
    with remade("framework/gamma", "framework/alpha"):
        draft = make_draft("gamma", by=by)
        draft.relations.create(type="built_on", target=alpha, note_en="It is.")
        actions.publish(draft, by=by)
    with remade("framework/alpha"):
        publish(alpha, by=by, licence="MIT")
    with remade("framework/alpha", "framework/beta", "framework/gamma"):
        publish(alpha, by=by, name="Alpha One")
    with remade("framework/beta"):
        publish(beta, by=by)
    with remade("framework/beta", "framework/alpha"):
        publish(beta, by=by, rows=lambda draft: draft.relations.update(until="2020"))
    with remade("category/c0"):
        publish(entry("category", "c0"), by=by, name_en="Another name")
    with remade("feature/f0", "framework/beta"):
        publish(entry("feature", "f0"), by=by, position=7)
    with remade("glossaryterm/tensor"):
        publish(entry("glossaryterm", "tensor"), by=by, note_en="A note.")


@pytest.mark.matrix
def test_rows_of_an_article_and_what_comes_and_goes_are_followed(small, by):
    alpha, others = entry("framework", "alpha"), ["framework/beta", "article/article"]
    with remade("framework/alpha", *others):
        actions.trash(alpha, by=by)
    assert not ReadyDocument.objects.filter(slug="alpha").exists()
    with remade("framework/alpha", *others):
        actions.restore(alpha, by=by)
    with remade("framework/beta", "feature/f0"):
        actions.trash(entry("feature", "f0"), by=by)

    def rename(draft):
        name = draft.printed_names.get()
        name.components.filter(position=1).update(framework=entry("framework", "apart"))

    with remade("article/article", "framework/alpha", "framework/apart"):
        publish(entry("article", "article"), by=by, rows=rename)


def test_term_remakes_who_uses_it_and_a_source_nobody(small, by):
    term, source = Term.objects.get(slug="t"), Source.objects.get(slug="paper")
    with remade("framework/beta"):
        term.name_zh = "词"
        lists.save(term, by=by)
    with remade():
        source.title = "Another title"
        lists.save(source, by=by)


def test_publish_that_fails_and_a_draft_leave_everything_as_it_was(small, by):
    alpha, before = entry("framework", "alpha"), kept()
    draft = edited(alpha, by=by, summary_en="canary", name="canary")

    with remade(), pytest.raises(actions.ActionRefused):
        actions.trash(alpha, by=by, redirect_to=alpha)
    with remade(), pytest.raises(ZeroDivisionError), TestCase.captureOnCommitCallbacks():
        fail_after_publishing(draft, by=by)

    assert kept() == before
    assert "canary" not in "".join(before.values())


def fail_after_publishing(draft, *, by):
    from django.db import transaction

    with transaction.atomic():
        actions.publish(draft, by=by)
        raise ZeroDivisionError


def test_what_was_rolled_back_takes_the_place_of_nothing(small, by, monkeypatch):
    monkeypatch.setattr(keeping, "AT_ONCE", 2)
    for slug in ("aa", "ab", "zz"):
        with pytest.raises(ZeroDivisionError):
            fail_after_publishing(make_draft(slug, by=by), by=by)

    with remade("framework/alpha", "framework/beta"):
        publish(entry("framework", "alpha"), by=by, name="Alpha One")


def test_documents_are_gone_from_the_moment_that_they_are_wrong(small, by, client):
    alpha = entry("framework", "alpha")

    publish(alpha, by=by, name="Alpha One")

    relation = client.get("/api/v1/frameworks/beta/?lang=en").json()["relations"][0]
    assert relation["target_name"] == "Alpha One"
    assert not ReadyDocument.objects.filter(slug__in=["alpha", "beta"]).exists()


def test_command_makes_what_is_missing_and_drops_what_nobody_reads(small, settings):
    before = keys()
    ReadyDocument.objects.filter(slug="alpha").delete()
    ReadyDocument.objects.create(kind="feature", slug="gone", form="whole", recipe="0", text="{}")
    out = StringIO()

    call_command("rebuild_documents", if_stale=True, stdout=out)

    assert kept() == made_now()
    assert {one for one in before if before[one] != keys()[one]} == {"framework/alpha"}
    assert out.getvalue() == f"{ReadyDocument.objects.count()} ready-made documents.\n"


def test_documents_of_another_address_are_not_read(small, settings, client):
    settings.SITE_URL = "https://moved.example"

    [beta] = client.get("/api/v1/features/?lang=en&fields=url&page_size=1").json()["results"]
    readymade.rebuild(only_missing=True)

    assert beta["url"].startswith("https://moved.example/")
    assert kept() == made_now()
