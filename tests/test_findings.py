"""What is found stands once, closes itself, and stays dismissed; people decide, robots do not."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from catalog import actions, findings
from catalog.models import Finding
from tests.factories import make_draft, make_member

pytestmark = pytest.mark.django_db

PLACE = {"about": "framework", "slug": "keras", "pointer": "/homepage_url"}
DEAD = {"url": "https://keras.example/", "failure": "gone", "failures": 3}


def found(*, kind="dead_link", detail=DEAD, at=None, **place):
    return findings.raise_finding(
        kind, **{**PLACE, **place}, detail=detail, by=findings.robot(), at=at
    )


def test_finding_that_is_seen_again_is_the_same_one():
    first = found()
    second = found(detail={**DEAD, "failures": 4})

    assert (second.pk, second.first_seen_at) == (first.pk, first.first_seen_at)
    assert second.last_seen_at > first.last_seen_at
    assert Finding.objects.get().detail["failures"] == 4


def test_findings_of_other_places_and_kinds_stand_beside_each_other():
    found()
    found(pointer="/documentation_url")
    found(slug="torch")
    found(kind="moved_link", detail={"url": "a", "to": "b"})

    assert Finding.objects.open().count() == 4


def test_what_holds_no_longer_is_resolved_and_can_come_back():
    first = found()

    findings.settle("dead_link", **PLACE, by=findings.robot())
    second = found()

    first.refresh_from_db()
    assert (first.state, first.closed_by.username) == ("resolved", "robot")
    assert (second.state, second.pk == first.pk) == ("open", False)


def test_what_was_dismissed_stays_so_until_it_is_about_something_else():
    findings.dismiss(found(), reason="Blocks robots.", by=make_member("editor"))

    assert found(detail={**DEAD, "failures": 9}) is None
    assert found(detail={**DEAD, "url": "https://other.example/"}).state == "open"


ROLES = {
    None: "refused",
    "translator-zh": "refused",
    "translator-en": "refused",
    "editor": "closed",
    "reviewer": "closed",
    "administrator": "closed",
}


@pytest.mark.parametrize(("role", "outcome"), ROLES.items())
@pytest.mark.parametrize("action", ["resolve", "dismiss"])
def test_role_may_decide(action, role, outcome):
    finding, by = found(), make_member(role)
    options = {"reason": "As intended."} if action == "dismiss" else {}

    try:
        getattr(findings, action)(finding, by=by, **options)
        seen = "closed"
    except actions.ActionForbidden:
        seen = "refused"

    assert seen == outcome
    assert (Finding.objects.get().state == "open") is (outcome == "refused")


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_dismissal_needs_a_reason_that_fits(reason):
    finding = found()

    with pytest.raises(actions.ActionRefused):
        findings.dismiss(finding, reason=reason, by=make_member("editor"))

    assert Finding.objects.open().count() == 1


def test_finding_is_closed_once():
    finding = found()
    stale = Finding.objects.get()
    findings.resolve(finding, by=make_member("editor"))

    with pytest.raises(actions.ActionRefused) as refused:
        findings.dismiss(stale, reason="Fine.", by=make_member("editor"))

    assert "已解决" in str(refused.value)


def test_robot_may_write_facts_and_nothing_else():
    robot = findings.robot()

    assert findings.robot() == robot
    assert not robot.has_usable_password()
    assert robot.get_all_permissions() == {"catalog.write_facts"}
    with pytest.raises(actions.ActionForbidden):
        actions.publish(make_draft(), by=robot)


def test_message_is_in_the_language_of_who_reads_it():
    finding = found()

    with override("en"):
        english = finding.message
    chinese = finding.message

    assert english == ("https://keras.example/ did not open 3 times in a row: not there any more.")
    assert chinese == "https://keras.example/ 连续 3 次打不开：已不存在。"


def test_database_holds_one_open_finding_of_a_place():
    finding = found()

    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(kind="dead_link", **PLACE)

    assert Finding.objects.get() == finding
