"""How entries and facts are cited: keys that differ, and facts that name their sources."""

import re

import pytest

from catalog.choices import FactField
from tests.factories import make_framework, make_full_framework, make_source

pytestmark = pytest.mark.django_db


def citation(client, query="", *, slug="theano", language="en"):
    return client.get(f"/{language}/frameworks/{slug}/cite/{query}").context["citation"]


@pytest.fixture
def theano():
    """A framework whose status rests on two sources."""
    live = make_framework("theano", name="Theano")
    fact = live.facts.create(field="status", confidence="high")
    fact.sources.add(
        make_source("theano-index", title="News page", url="https://example.org/news"),
        make_source("theano-readme", title="Theano README"),
    )
    return live


def test_key_names_entry_fact_and_sources(theano, client):
    assert citation(client).key == "atlas-en-theano-1"
    assert citation(client, language="zh-hans").key == "atlas-zh-hans-theano-1"
    fact = citation(client, "?fact=status")
    assert fact.key == "atlas-en-theano-1-status-theano-index-theano-readme"
    assert f"@misc{{{fact.key}," in fact.bibtex
    assert fact.csl["id"] == fact.key


def test_every_citation_has_a_key_of_its_own(client):
    for slug in ("alpha", "beta"):
        make_framework(slug).facts.create(field="status").sources.add(make_source())
    queries = ["", *(f"?fact={field}" for field in FactField)]

    keys = [
        citation(client, query, slug=slug, language=language).key
        for slug in ("alpha", "beta")
        for language in ("zh-hans", "en")
        for query in queries
    ]

    assert len({*keys}) == len(keys)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", key) for key in keys)


def test_fact_is_cited_with_its_name_and_its_sources(theano, client):
    cited = citation(client, "?fact=status")

    assert cited.title == "Theano – status"
    assert cited.plain.endswith(
        "Sources: News page (2026-11-24) https://example.org/news; Theano README (2026-11-24)"
    )
    note = "Revision 1. Sources: News page (2026-11-24) https://example.org/news; "
    assert f"note = {{{note}Theano README (2026-11-24)}}" in cited.bibtex
    assert cited.csl["note"] == f"{note}Theano README (2026-11-24)"


def test_chinese_citation_speaks_chinese(theano, client):
    cited = citation(client, "?fact=status", language="zh-hans")

    assert cited.title == "Theano – 状态"
    assert cited.note.startswith("第 1 版。来源：News page")


@pytest.mark.parametrize(
    ("field", "rows"),
    [("packages", "packages"), ("papers", "papers"), ("first_release", "releases")],
)
def test_fact_with_rows_is_cited_with_the_sources_of_the_rows(field, rows, client):
    live = make_full_framework("theano")
    if rows == "releases":
        live.releases.update(role="first")
    source = getattr(live, rows).get().sources.get()

    assert [one.slug for one in citation(client, f"?fact={field}").sources] == [source.slug]


def test_fact_without_a_source_is_cited_by_its_name(theano, client):
    cited = citation(client, "?fact=licence")

    assert (cited.key, cited.note) == ("atlas-en-theano-1-licence", "Revision 1")


def test_bibtex_has_braces_that_close(client):
    make_framework("theano", name=r"A {b \c} ~d^")

    bibtex = citation(client).bibtex

    assert r"A \textbraceleft{}b \textbackslash{}c\textbraceright{} \textasciitilde{}d" in bibtex
    assert bibtex.count("{") == bibtex.count("}")
