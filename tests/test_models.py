import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.models import Assessment, Combination, Relation
from tests.factories import make_category, make_draft, make_feature, make_framework

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def test_assessment_of_both_subjects_is_refused_by_form_and_database():
    revision = make_framework()
    row = Assessment(
        revision=revision,
        feature=make_feature().entry,
        category=make_category().entry,
        verdict="partly",
    )

    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()

    assert refused.value.message_dict["__all__"] == ["请在特点与类型中选择其一。"]


def test_feature_is_assessed_once():
    revision, feature = make_framework(), make_feature().entry
    revision.assessments.create(feature=feature, verdict="partly")

    with pytest.raises(IntegrityError), transaction.atomic():
        revision.assessments.create(feature=feature, verdict="supported")


@pytest.mark.parametrize("target", [{}, {"target_name": "JAX", "with_entry": True}])
def test_relation_needs_exactly_one_target(target):
    revision = make_framework()
    with_entry = target.pop("with_entry", False)
    row = Relation(
        revision=revision, type="uses", target=revision.entry if with_entry else None, **target
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("value", ["2015", "2015-11", "2015-11-09"])
def test_partial_date_accepts_what_is_known(value):
    draft = make_draft(status_since=value)

    draft.full_clean()

    assert draft.status_since == value


@pytest.mark.parametrize("value", ["15", "2015-13", "2015-11-32", "soon", "2015-1-1"])
def test_partial_date_refuses_anything_else(value):
    draft = make_draft()
    draft.status_since = value

    with pytest.raises(ValidationError) as refused:
        draft.full_clean()

    assert list(refused.value.message_dict) == ["status_since"]
    assert value in refused.value.message_dict["status_since"][0]


@pytest.mark.parametrize("value", ["a\u202eb", "a\x00b", "a\u2066b"])
def test_text_with_hidden_characters_is_refused(value):
    draft = make_draft()
    draft.name = value

    with pytest.raises(ValidationError) as refused:
        draft.full_clean()

    assert list(refused.value.message_dict) == ["name"]


def test_chinese_name_is_official_only_with_high_confidence():
    revision = make_framework(chinese_name="某名")
    fact = revision.facts.create(field="chinese_name", confidence="low")
    assert (revision.official_chinese_name, revision.unconfirmed_chinese_name) == ("", "某名")

    fact.confidence = "high"
    fact.save()

    assert (revision.official_chinese_name, revision.unconfirmed_chinese_name) == ("某名", "")


def test_live_relation_and_combination_leave_drafts_out():
    live, draft = make_framework(), make_draft()
    live.relations.create(type="uses", target_name="JAX")
    draft.relations.create(type="uses", target_name="Secret")

    assert [row.target_name for row in Relation.objects.live()] == ["JAX"]
    assert list(Combination.objects.live()) == []
