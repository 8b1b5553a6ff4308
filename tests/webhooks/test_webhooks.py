"""Public changes to other sites: signed, in order, until they arrive, and never to an inside."""

import base64
import hashlib
import hmac
import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from catalog import actions
from catalog.actions import ActionForbidden, ActionRefused
from catalog.admin.buttons import change_url, row_url
from catalog.models import Webhook, WebhookDelivery
from catalog.webhooks import queueing, sending, subscriptions
from tests.databases import undone
from tests.factories import make_draft, make_editor, make_feature, make_framework, make_member
from tests.servers import serving

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def receiver():
    """A server that keeps what it gets, as pairs of headers and body, and gives `statuses`."""

    def take(handler):
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        server.got.append((dict(handler.headers), body))
        handler.send_response(server.statuses.pop(0) if server.statuses else 204)
        handler.send_header("Content-Length", "0")
        handler.send_header("Location", "http://127.0.0.1/")
        handler.end_headers()

    with serving({"/hook": take}) as server:
        server.got, server.statuses = [], []
        server.hook = f"http://127.0.0.1:{server.endpoint[1]}/hook"
        yield server


@pytest.fixture
def hooked(receiver, settings):
    """A webhook that leads to the receiver, and its secret."""
    settings.OUTSIDE_ENDPOINTS = [receiver.endpoint]
    return subscriptions.make("build", receiver.hook, by=make_editor())


def send(at=None):
    queueing.queue_all(at=at)
    return sending.send_due(at=at)


def is_signed(headers, body, secret):
    """Whether a receiver that follows Standard Webhooks accepts a message."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mine = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    return f"v1,{mine}" in headers["webhook-signature"].split(" ")


def types(receiver):
    return [json.loads(body)["type"] for _headers, body in receiver.got]


def test_public_changes_arrive_signed_and_in_order_and_drafts_do_not(hooked, receiver):
    _webhook, secret = hooked
    live = make_framework("alpha", name="Alpha")
    make_draft("hidden", name="Hidden")
    draft = actions.open_draft(live.entry, by=make_editor())
    type(draft).objects.filter(pk=draft.pk).update(licence="MIT")
    actions.publish(draft, by=make_editor())
    actions.trash(live.entry, by=make_editor())

    send()
    send()

    headers, body = receiver.got[1]
    said = json.loads(body)
    assert types(receiver) == ["framework.created", "framework.updated", "framework.removed"]
    assert all(is_signed(*message, secret) for message in receiver.got)
    assert not is_signed(headers, body + b" ", secret)
    assert headers["Content-Type"] == "application/json"
    assert {**said["data"], "stamp": None, "at": None} == {
        "stamp": None,
        "at": None,
        "kind": "framework",
        "id": "alpha",
        "event": "updated",
        "revision": 2,
        "previous": 1,
        "changed": {"zh-hans": [], "en": [], "neutral": ["licence"]},
        "other": None,
        "url": "http://127.0.0.1:8000/api/v1/frameworks/alpha/",
    }


def test_change_that_is_rolled_back_is_not_told(hooked, receiver):
    with undone():
        make_framework("alpha")
    make_feature("speed")

    send()

    assert types(receiver) == ["feature.created"]


def test_webhook_is_told_of_its_kinds_and_of_nothing_that_was_before(receiver, settings):
    settings.OUTSIDE_ENDPOINTS = [receiver.endpoint]
    make_feature("before")
    subscriptions.make("build", receiver.hook, kinds=["feature"], by=make_editor())
    make_framework("alpha")
    make_feature("speed")

    send()

    assert [json.loads(body)["data"]["id"] for _headers, body in receiver.got] == ["speed"]


def test_message_that_fails_is_sent_again_and_holds_up_those_after_it(hooked, receiver):
    make_feature("first")
    make_feature("second")
    receiver.statuses = [500, 302, 429]
    start = timezone.now()
    rounds = []

    for seconds in (0, 3, 10, 20, 500, 9000):
        sent = send(at=start + timedelta(seconds=seconds))
        rounds.append([(one.attempts, one.status, one.state) for one in sent])

    assert rounds == [
        [(1, 500, "waiting")],
        [],
        [(2, 302, "waiting")],
        [],
        [(3, 429, "waiting")],
        [(4, 204, "delivered"), (1, 204, "delivered")],
    ]
    ids = [headers["webhook-id"] for headers, _body in receiver.got]
    assert len(set(ids[:4])) == 1
    assert ids[4] not in ids[:4]


def test_message_is_given_up_and_can_be_tried_again(hooked, receiver):
    make_feature("first")
    make_feature("second")
    receiver.statuses = [500] * 8
    at = timezone.now()

    for _number in range(8):
        send(at=at)
        at += timedelta(days=1)
    dead = WebhookDelivery.objects.get(state="dead")
    queueing.try_again(dead, by=make_editor(), at=at)
    again = send(at=at)

    assert types(receiver) == ["feature.created"] * 10
    assert dead.attempts == 8
    assert [(one.uid == dead.uid, one.state) for one in again] == [(True, "delivered")]
    assert not WebhookDelivery.objects.exclude(state="delivered").exists()


def test_pauses_grow_and_vary():
    shortest = [sending.pause_before(number, chance=lambda: 0) for number in range(1, 8)]
    longest = [sending.pause_before(number, chance=lambda: 1) for number in range(1, 8)]

    assert [one.total_seconds() for one in (shortest[0], longest[0])] == [4, 6]
    assert shortest == sorted(shortest)
    assert longest[-1] == timedelta(hours=16.8)
    assert sending.pause_before(8) is None


def test_both_secrets_sign_for_a_day_after_a_rotation(hooked, receiver):
    webhook, old = hooked
    new = subscriptions.rotate(webhook, by=make_editor())
    make_feature("first")
    send()
    make_feature("second")
    send(at=timezone.now() + timedelta(hours=25))

    accepted = [[is_signed(*one, secret) for secret in (old, new)] for one in receiver.got]
    assert accepted == [[True, True], [False, True]]


@pytest.mark.parametrize("leads_to", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
def test_name_that_leads_inside_by_now_is_refused(leads_to):
    subscriptions.make("build", "https://hooks.example/", by=make_editor())
    make_feature("first")
    queueing.queue_all()

    sent = sending.send_due(resolve=lambda host, port: ["93.184.216.34", leads_to])

    assert [(one.status, one.failure, one.state) for one in sent] == [(None, "private", "waiting")]


def test_receiver_that_wants_no_more_gets_no_more(hooked, receiver):
    webhook, _secret = hooked
    receiver.statuses = [410]
    make_feature("first")
    send()
    make_feature("second")
    send()

    subscriptions.resume(webhook, by=make_editor())
    make_feature("third")
    send()

    said = [json.loads(body)["data"]["id"] for _headers, body in receiver.got]
    assert said == ["first", "third"]
    assert WebhookDelivery.objects.filter(state="dead").count() == 1


def test_webhook_that_another_process_sends_to_is_left_to_it(hooked, receiver):
    make_feature("first")
    now = timezone.now()
    Webhook.objects.update(busy_until=now + timedelta(seconds=30))

    while_busy = send(at=now)
    after_it_died = send(at=now + timedelta(seconds=31))

    assert (len(while_busy), len(after_it_died)) == (0, 1)
    assert Webhook.objects.get().busy_until is None


def test_command_sends_tells_and_forgets(hooked, receiver, capsys):
    make_feature("first")
    make_feature("second")
    receiver.statuses = [204, 503]

    call_command("deliver_webhooks")

    said = capsys.readouterr()
    WebhookDelivery.objects.update(created_at=timezone.now() - timedelta(days=31))
    queueing.forget_old()
    assert re.fullmatch(r"build msg_\w+: delivered \(204\)\n", said.out)
    assert re.fullmatch(r"build msg_\w+: waiting \(503\)\n", said.err)
    assert [one.state for one in WebhookDelivery.objects.all()] == ["waiting"]


def test_secret_is_shown_once_and_not_stored(client, receiver, settings):
    settings.OUTSIDE_ENDPOINTS = [receiver.endpoint]
    client.force_login(make_member("administrator"))
    form = {"name": "build", "url": receiver.hook, "kinds": ["feature"]}

    page = client.post(reverse("admin:catalog_webhook_add"), form)
    webhook = Webhook.objects.get()
    renewed = client.post(row_url(webhook, "rotate"))
    make_feature("first")
    send()

    secrets = [
        re.search(r'value="(whsec_[^"]{44})"', one.content.decode())[1] for one in (page, renewed)
    ]
    stored = [str(value) for value in Webhook.objects.values().get().values()]
    later = client.get(change_url(webhook)).content.decode()
    assert len(set(secrets)) == 2
    assert all("no-store" in one["Cache-Control"] for one in (page, renewed))
    assert [one for one in secrets if one in later or one in stored] == []
    assert [is_signed(*receiver.got[0], secret) for secret in secrets] == [True, True]


def test_desk_changes_pauses_resumes_and_tests_a_webhook(hooked, receiver, client):
    webhook, _secret = hooked
    client.force_login(make_member("administrator"))
    form = {"name": "builds", "url": receiver.hook, "kinds": ["term"]}

    opened = client.post(row_url(webhook, "edit"), {"step": "edit"})
    client.post(row_url(webhook, "edit"), form)
    wrong = client.post(row_url(webhook, "edit"), {**form, "url": "ftp://x"})
    client.post(row_url(webhook, "pause"))
    paused = Webhook.objects.get().is_active
    client.post(row_url(webhook, "resume"))
    receiver.statuses = [204, 500]
    arrived, failed = (
        [*client.post(row_url(webhook, "test"), follow=True).context["messages"]][-1]
        for _one in (1, 2)
    )

    webhook.refresh_from_db()
    assert opened.context["form"].initial["url"] == receiver.hook
    assert list(wrong.context["form"].errors) == ["url"]
    assert (webhook.name, webhook.kinds, paused, webhook.is_active) == (
        "builds",
        ["term"],
        False,
        True,
    )
    assert [arrived.level_tag, failed.level_tag] == ["success", "error"]
    assert types(receiver) == ["test", "test"]


def test_dead_messages_are_listed_and_tried_again_on_the_desk(
    hooked, receiver, client, django_assert_num_queries
):
    make_feature("first")
    queueing.queue_all()
    WebhookDelivery.objects.update(state="dead")
    client.force_login(make_member("administrator"))
    address = f"{reverse('admin:catalog_webhookdelivery_changelist')}?state__exact=dead"

    client.get(address)
    with django_assert_num_queries(8):
        shown = client.get(address).context["cl"].result_count
    client.post(row_url(WebhookDelivery.objects.get(), "again"))
    send()

    assert (shown, types(receiver)) == (1, ["feature.created"])


def test_webhooks_are_for_administrators(hooked, client):
    webhook, _secret = hooked
    client.force_login(make_member("reviewer"))
    addresses = [
        reverse("admin:catalog_webhook_changelist"),
        reverse("admin:catalog_webhookdelivery_changelist"),
        reverse("admin:catalog_webhook_add"),
    ]

    statuses = [client.get(address).status_code for address in addresses]
    statuses += [client.post(row_url(webhook, name)).status_code for name in ("test", "rotate")]

    assert statuses == [403] * 5
    with pytest.raises(ActionForbidden):
        subscriptions.pause(webhook, by=make_member("reviewer"))
    with pytest.raises(ActionRefused):
        subscriptions.make("x", "ftp://example.org/", by=make_editor())
