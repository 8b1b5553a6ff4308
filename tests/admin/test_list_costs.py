"""The lists of the desk take the same few queries, however much there is."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Term
from tests.factories import make_category, make_editor, make_feature, make_framework, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def add_rows(stem):
    """A live framework with one row of every kind that names something else."""
    live, source = make_framework(stem), make_source(stem)
    term = Term.objects.create(facet="platform", slug=stem, name_en=stem)
    live.terms.create(term=term)
    live.relations.create(type="uses", target=make_framework(f"{stem}-target").entry)
    live.assessments.create(feature=make_feature(f"{stem}-feature").entry, verdict="partly")
    live.assessments.create(category=make_category(f"{stem}-category").entry, verdict="partly")
    live.facts.create(field="licence").sources.add(source)
    live.releases.create(role="first", version="1")
    live.packages.create(registry="PyPI", name=stem)


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


@pytest.mark.matrix
def test_list_of_every_model_costs_the_same_for_any_number_of_rows(client):
    client.force_login(make_editor())
    add_rows("one")
    few = costs(client)
    add_rows("two")
    add_rows("three")

    many = costs(client)

    assert many == few
    assert max(many.values()) < 15
