"""Choices that a form looks up among rows read once."""

import pytest

from catalog import actions
from catalog.admin.buttons import change_url
from catalog.models import Framework
from tests.admin.test_editing_path import form_values
from tests.factories import make_draft, make_editor, make_source
from tests.products import sample

pytestmark = pytest.mark.django_db


def test_saving_the_largest_framework_takes_few_queries(
    content, admin_client, django_assert_max_num_queries
):
    drafts = [actions.open_draft(e, by=make_editor()) for e in Framework.objects.all()]
    largest = max(drafts, key=lambda draft: draft.facts.count() + draft.assessments.count())
    values = form_values(admin_client.get(change_url(largest)))

    with django_assert_max_num_queries(90):
        admin_client.post(change_url(largest), values | {"summary_en": "In other words."})

    largest.refresh_from_db()
    assert largest.summary_en == "In other words."


@pytest.mark.parametrize(
    ("field", "value"),
    sample(
        [
            ("facts-0-sources", ["987654"]),
            ("facts-0-sources", ["x"]),
            ("facts-0-id", "987654"),
            ("relations-0-target", "987654"),
        ],
        2,
    ),
)
def test_choices_that_do_not_exist_are_refused(field, value, admin_client):
    draft = make_draft("alpha")
    draft.facts.create(field="name").sources.add(make_source("one"))
    draft.relations.create(type="uses", target_name="NumPy")
    values = form_values(admin_client.get(change_url(draft)))

    response = admin_client.post(change_url(draft), values | {field: value})

    assert response.status_code == 200
    assert response.context["errors"]
    assert [one.slug for one in draft.facts.get().sources.all()] == ["one"]


def test_row_of_another_revision_is_not_taken(admin_client):
    draft, other = make_draft("alpha"), make_draft("beta")
    draft.facts.create(field="name")
    foreign = other.facts.create(field="name", note_en="Theirs")
    values = form_values(admin_client.get(change_url(draft)))

    admin_client.post(
        change_url(draft), values | {"facts-0-id": foreign.pk, "facts-0-note_en": "Taken"}
    )

    foreign.refresh_from_db()
    assert foreign.note_en == "Theirs"
