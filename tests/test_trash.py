"""Taking entries down, for good or for a time, and bringing them back."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse

from catalog import actions
from catalog.models import Change, Framework, FrameworkRevision
from tests.factories import make_draft, make_editor, make_feature, make_framework

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

DAY = timedelta(days=1)
PAGE = "/en/frameworks/alpha/"
DOCUMENT = "/api/v1/frameworks/alpha/"


def log(slug):
    changes = Change.objects.filter(slug=slug).order_by("pk")
    return [(change.action, change.revision, change.by.username) for change in changes]


def slugs():
    return [live.slug for live in Framework.objects.live()]


def test_trash_takes_an_entry_from_pages_api_and_lists(client):
    live = make_framework("alpha")
    actions.open_draft(live.entry, by=make_editor())

    actions.trash(live.entry, by=make_editor())

    states = [*live.entry.revisions.order_by("number").values_list("state", flat=True)]
    assert states == ["retired", "discarded"]
    assert [client.get(address).status_code for address in (PAGE, DOCUMENT)] == [404, 404]
    assert client.get("/api/v1/frameworks/").json()["count"] == 0
    assert "alpha" not in client.get("/sitemap.xml").content.decode()


def test_restore_publishes_what_readers_saw_in_a_new_revision(client):
    live = make_framework("alpha", name="Kept")
    live.printed_forms.create(text="ALPHA")
    actions.trash(live.entry, by=make_editor())

    restored = actions.restore(live.entry, by=make_editor("restorer"))

    assert (restored.number, restored.state, restored.name) == (2, "live", "Kept")
    assert [form.text for form in restored.printed_forms.all()] == ["ALPHA"]
    assert client.get(PAGE).status_code == 200
    assert log("alpha")[-1] == ("restore", 2, "restorer")


def test_restore_of_what_was_never_published_gives_a_draft():
    draft = make_draft("alpha")
    actions.trash(draft.entry, by=make_editor())

    restored = actions.restore(draft.entry, by=make_editor())

    assert (restored.number, restored.state) == (2, "draft")
    assert slugs() == []


def test_trash_and_restore_are_refused_where_there_is_nothing_to_do():
    live = make_framework("alpha")

    with pytest.raises(actions.ActionRefused):
        actions.restore(live.entry, by=make_editor())
    actions.trash(live.entry, by=make_editor())
    with pytest.raises(actions.ActionRefused):
        actions.trash(live.entry, by=make_editor())


def test_slug_of_a_trashed_entry_stays_taken():
    live = make_framework("alpha")
    actions.trash(live.entry, by=make_editor())

    with pytest.raises(actions.ActionRefused):
        make_draft("alpha")


def test_addresses_of_a_retired_slug_lead_to_its_stand_in(client):
    first, second = make_framework("first"), make_framework("alpha")
    target = make_framework("beta")
    by = make_editor()

    actions.trash(first.entry, by=by, redirect_to=second.entry)
    actions.trash(second.entry, by=by, redirect_to=target.entry)

    for slug in ("first", "alpha"):
        page = client.get(f"/en/frameworks/{slug}/")
        document = client.get(f"/api/v1/frameworks/{slug}/?lang=en")
        assert (page.status_code, page["Location"]) == (301, "/en/frameworks/beta/")
        assert document.status_code == 301
        assert document["Location"].endswith("/api/v1/frameworks/beta/?lang=en")


def test_redirect_ends_when_its_entry_is_restored_and_is_gone_with_its_target(client):
    live, target = make_framework("alpha"), make_framework("beta")
    by = make_editor()
    actions.trash(live.entry, by=by, redirect_to=target.entry)

    actions.trash(target.entry, by=by)
    assert client.get(PAGE).status_code == 404

    actions.restore(live.entry, by=by)
    assert client.get(PAGE).status_code == 200


def test_redirect_goes_to_another_live_entry_of_the_same_kind_only():
    live, draft, feature = make_framework("alpha"), make_draft("beta"), make_feature()

    for target in (live.entry, draft.entry, feature.entry):
        with pytest.raises(actions.ActionRefused):
            actions.trash(live.entry, by=make_editor(), redirect_to=target)
    with pytest.raises(actions.ActionRefused):
        actions.trash(draft.entry, by=make_editor(), redirect_to=live.entry)

    assert slugs() == ["alpha"]
    assert draft.entry.open_revision == draft


def run_due():
    out = StringIO()
    call_command("publish_due", stdout=out)
    return out.getvalue()


def test_expiry_takes_down_once_in_the_name_of_who_set_it():
    live = make_framework("alpha")
    now = datetime.now(UTC)
    actions.set_expiry(live, now + DAY, by=make_editor("setter"))
    assert run_due() == ""

    FrameworkRevision.objects.update(expire_at=now - DAY)

    assert [run_due(), run_due()] == ["alpha #1 is taken down.\n", ""]
    assert slugs() == []
    assert log("alpha")[-1] == ("expire", 1, "setter")


def test_expiry_outlives_a_newer_revision_and_can_be_cleared():
    live = make_framework("alpha")
    by, soon = make_editor(), datetime.now(UTC) + DAY
    actions.set_expiry(live, soon, by=by)

    newer = actions.publish(actions.open_draft(live.entry, by=by), by=by)

    assert newer.expire_at == soon
    assert actions.set_expiry(newer, None, by=by).expire_at is None


def test_schedule_takes_both_times_and_refuses_an_end_before_the_start():
    draft, now = make_draft("alpha"), datetime.now(UTC)

    with pytest.raises(actions.ActionRefused):
        actions.schedule(draft, now + 2 * DAY, expire_at=now + DAY, by=make_editor())
    scheduled = actions.schedule(draft, now + DAY, expire_at=now + 2 * DAY, by=make_editor())

    assert scheduled.expire_at - scheduled.go_live_at == DAY


def test_as_of_gives_what_readers_saw_then():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    by = make_editor()
    draft = make_draft("alpha", name="One")
    live = actions.publish(draft, by=by, at=start)
    second = actions.open_draft(live.entry, by=by)
    actions.publish(second, by=by, at=start + 2 * DAY)
    actions.trash(live.entry, by=by, at=start + 4 * DAY)
    actions.restore(live.entry, by=by, at=start + 6 * DAY)

    seen = [
        [one.number for one in FrameworkRevision.objects.live(start + days * DAY)]
        for days in (-1, 0, 1, 2, 3, 4, 5, 6)
    ]

    assert seen == [[], [1], [1], [2], [2], [], [], [3]]


def test_editors_trash_restore_retire_and_limit_in_the_admin(client, editor):
    live, target = make_framework("alpha"), make_framework("beta")
    client.force_login(editor)
    entry = "admin:catalog_framework_{}".format

    client.post(reverse(entry("trash"), args=[live.entry_id]))
    assert slugs() == ["beta"]
    listed = client.get(reverse("admin:catalog_framework_changelist"), {"stands": "trash"})
    assert [row.slug for row in listed.context["cl"].result_list] == ["alpha"]
    client.post(reverse(entry("restore"), args=[live.entry_id]))
    assert slugs() == ["alpha", "beta"]
    live = live.entry.live_revision
    limit = reverse("admin:catalog_frameworkrevision_expiry", args=[live.pk])
    client.post(limit, {"expire_at": "2099-01-01T10:00"})
    live.refresh_from_db()
    assert live.expire_at.year == 2099
    retire = reverse(entry("retire"), args=[live.entry_id])
    for target_pk, refusal in [
        ("", "请选择其地址今后指向的条目。"),
        ("999999", "没有这个条目，请从列表中选择。"),
        (live.entry_id, "alpha 不能代替 alpha：请选择另一个同类且已发布的条目。"),
    ]:
        wrong = client.post(retire, {"target": target_pk}, follow=True)
        assert str([*wrong.context["messages"]][-1]) == refusal
    client.post(retire, {"target": target.entry_id})
    assert client.get(PAGE)["Location"] == "/en/frameworks/beta/"


def test_admin_shows_trash_and_expiry_to_reviewers_only(client, editor):
    live = make_framework("alpha")
    editor.user_permissions.remove(Permission.objects.get(codename="review"))
    client.force_login(editor)

    entry = client.get(reverse("admin:catalog_framework_change", args=[live.entry_id]))
    revision = client.get(reverse("admin:catalog_frameworkrevision_change", args=[live.pk]))
    client.post(reverse("admin:catalog_framework_trash", args=[live.entry_id]))

    assert [button["name"] for button in entry.context["buttons"]] == ["open-draft"]
    assert (entry.context["retire_url"], revision.context["expiry_form"]) == (None, None)
    assert slugs() == ["alpha"]
