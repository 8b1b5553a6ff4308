"""Links that show an open revision to people without an account."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog import actions
from catalog.models import Article, Change, PreviewLink
from tests import databases
from tests.factories import (
    make_category,
    make_draft,
    make_editor,
    make_feature,
    make_framework,
    make_glossary_term,
    make_user,
)

pytestmark = pytest.mark.django_db

CANARY = "canary-in-the-draft"


def in_a_week():
    return timezone.now() + timedelta(days=7)


@databases.fixture
def draft():
    """An open second revision that says something new."""
    live = make_framework("alpha")
    draft = actions.open_draft(live.entry, by=make_editor())
    draft.summary_en = CANARY
    draft.save()
    return draft


@pytest.fixture
def link(draft):
    return actions.share_preview(draft, in_a_week(), by=make_editor("sharer"))


def answers(client, token):
    """Page in both languages and document, as (status, whether it says the canary)."""
    addresses = (
        f"/zh-hans/preview/{token}/",
        f"/en/preview/{token}/",
        f"/api/v1/preview/{token}/?lang=en",
    )
    found = [client.get(address) for address in addresses]
    return [(one.status_code, CANARY in one.content.decode()) for one in found]


def test_link_shows_page_and_document_without_an_account(link, client):
    assert answers(client, link.token) == [(200, False), (200, True), (200, True)]


def test_document_of_a_link_is_the_one_that_will_be_published(link, draft, client):
    before = client.get(f"/api/v1/preview/{link.token}/?lang=all").json()

    actions.publish(draft, by=make_editor())

    after = client.get("/api/v1/frameworks/alpha/?lang=all").json()
    assert before.pop("updated_at") is None
    assert after.pop("updated_at")
    assert before == after


def test_nobody_stores_finds_or_passes_on_a_preview(link, client):
    page = client.get(f"/en/preview/{link.token}/")
    document = client.get(f"/api/v1/preview/{link.token}/?lang=en")

    assert page["Referrer-Policy"] == "no-referrer"
    for response in (page, document):
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "preview" not in client.get("/api/v1/openapi.json").content.decode()


@pytest.mark.parametrize("end", ["expired", "revoked", "discarded", "forged", "left"])
def test_link_that_is_over_opens_nothing(end, link, draft, client):
    token = link.token
    if end == "expired":
        PreviewLink.objects.update(expires_at=timezone.now())
    elif end == "revoked":
        actions.revoke_preview(draft, link, by=make_editor())
    elif end == "discarded":
        actions.discard(draft, by=make_editor())
    elif end == "forged":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    else:
        link.created_by.is_active = False
        link.created_by.save()

    assert answers(client, token) == [(404, False)] * 3


def test_link_of_a_published_revision_leads_to_its_page(link, draft, client):
    actions.publish(draft, by=make_editor())

    response = client.get(f"/en/preview/{link.token}/")

    assert (response.status_code, response["Location"]) == (302, "/en/frameworks/alpha/")


@pytest.mark.parametrize("kind", ["framework", "feature", "category", "article", "glossaryterm"])
def test_every_kind_can_be_previewed(kind, client):
    by = make_editor()
    makers = {
        "feature": make_feature,
        "category": make_category,
        "glossaryterm": make_glossary_term,
    }
    if kind == "framework":
        draft = make_draft("alpha")
    elif kind == "article":
        draft = actions.create_entry(Article, "a", by=by, title_zh="文章", title_en="Article")
    else:
        draft = actions.open_draft(makers[kind]().entry, by=by)
    token = actions.share_preview(draft, in_a_week(), by=by).token

    assert [status for status, _ in answers(client, token)] == [200, 200, 200]


def test_links_are_made_of_open_revisions_by_people_who_write():
    live = make_framework("alpha")
    with pytest.raises(actions.ActionRefused):
        actions.share_preview(live, in_a_week(), by=make_editor())
    draft = actions.open_draft(live.entry, by=make_editor())
    with pytest.raises(actions.ActionForbidden):
        actions.share_preview(draft, in_a_week(), by=make_user())
    with pytest.raises(actions.ActionRefused):
        actions.share_preview(draft, timezone.now(), by=make_editor())

    assert not PreviewLink.objects.exists()


def test_editor_makes_and_revokes_a_link_in_the_admin(draft, editor, client):
    client.force_login(editor)
    url = reverse("admin:catalog_frameworkrevision_preview", args=[draft.pk])

    client.post(url, {"days": "7"})
    [(link, addresses)] = client.get(url).context["links"]
    shown = [client.get(address).status_code for _label, address in addresses]
    client.post(url, {"revoke": link.pk})

    assert shown == [200, 200, 200]
    assert client.get(url).context["links"] == []
    assert [client.get(address).status_code for _label, address in addresses] == [404] * 3
    log = Change.objects.filter(slug="alpha").order_by("pk").values_list("action", flat=True)
    assert [*log][-2:] == ["share", "unshare"]


def test_frames_of_the_desk_show_previews_and_nobody_else_may(draft, editor, client):
    client.force_login(editor)

    desk = client.get(
        reverse("admin:catalog_frameworkrevision_preview", args=[draft.pk]),
        {"in": "en", "width": "phone"},
    )
    page = client.get(desk.context["shown"]["url"])

    assert "frame-src 'self'" in desk["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in desk["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert CANARY in page.content.decode()
