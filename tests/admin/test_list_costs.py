"""The lists of the desk take the same few queries, however much there is."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Term
from tests.factories import make_editor, make_full_article, make_full_framework, make_full_glossary

pytestmark = pytest.mark.django_db


def fill(stem, *, rows):
    live = make_full_framework(stem, rows=rows)
    for number in range(rows):
        term = Term.objects.create(facet="platform", slug=f"{stem}-{number}", name_en=stem)
        live.terms.create(term=term)
    make_full_article(f"{stem}-article", rows=rows, stem=stem)


def costs(client):
    """The queries of every list of the catalogue, by model."""
    found = {}
    for model in admin.site._registry:
        if model._meta.app_label == "catalog":
            address = reverse(f"admin:catalog_{model._meta.model_name}_changelist")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found[model._meta.model_name] = len(captured)
    return found


def test_list_of_every_model_costs_the_same_for_any_number_of_rows(client):
    client.force_login(make_editor())
    fill("one", rows=1)
    make_full_glossary(rows=1)
    few = costs(client)
    fill("many", rows=3)

    many = costs(client)

    assert many == few
    assert max(many.values()) < 15
