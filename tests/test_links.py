"""Checking printed links against a server of the test's own."""

import socket
from datetime import timedelta
from io import StringIO
from time import sleep

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalog import actions, findings, links
from catalog.links.asking import Outcome
from catalog.models import Finding, FrameworkRevision, LinkCheck
from catalog.outside import Answer
from tests.factories import make_editor, make_framework, make_source
from tests.servers import serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with serving({}) as server:
        settings.OUTSIDE_ENDPOINTS = [server.endpoint]
        yield server


def check(server, *, limit=100, **options):
    options = {"older_than": timedelta(), "pause": 0, "resolve": server.resolve, **options}
    return links.check_links(by=findings.robot(), limit=limit, **options)


def found():
    return [(one.kind, one.slug, one.pointer) for one in Finding.objects.open().order_by("pk")]


def asked(server):
    return [(method, path) for method, _host, path, _headers in server.asked]


def test_every_link_of_readers_is_found_and_those_of_drafts_are_not(server):
    live = make_framework(
        "alpha",
        homepage_url=f"{server.url}/home",
        documentation_url=f"{server.url}/docs",
        repository="owner/name",
    )
    live.papers.create(title="A/B", year=2015, url=f"{server.url}/paper", arxiv="1", doi="2/3")
    live.facts.create(field="name").sources.add(make_source("s", url=f"{server.url}/home"))
    make_source("uncited", url=f"{server.url}/uncited")
    draft = actions.open_draft(live.entry, by=make_editor())
    FrameworkRevision.objects.filter(pk=draft.pk).update(homepage_url=f"{server.url}/draft")

    printed = links.printed_links()

    places = {url: [(one.slug, one.pointer) for one in where] for url, where in printed.items()}
    assert places == {
        f"{server.url}/home": [("alpha", "/homepage_url"), ("s", "/url")],
        f"{server.url}/docs": [("alpha", "/documentation_url")],
        f"{server.url}/paper": [("alpha", "/papers/A~1B/url")],
        "https://github.com/owner/name": [("alpha", "/repository")],
        "https://arxiv.org/abs/1": [("alpha", "/papers/A~1B/arxiv")],
        "https://doi.org/2/3": [("alpha", "/papers/A~1B/doi")],
    }


def test_link_is_dead_only_after_three_runs_and_alive_again_after_one(server):
    make_framework("alpha", homepage_url=f"{server.url}/home")
    seen = []
    for _run in range(3):
        seen.append(found())
        check(server)
    dead = Finding.objects.get()

    server.answers["/home"] = (200, {}, b"")
    check(server)

    dead.refresh_from_db()
    row = LinkCheck.objects.get()
    assert seen == [[], [], []]
    assert (dead.state, dead.detail["failure"], dead.detail["failures"]) == ("resolved", "gone", 3)
    assert (row.status, row.failure, row.failures) == (200, "", 0)


@pytest.mark.parametrize(
    ("status", "failure", "failures"),
    [
        (200, "", 0),
        (206, "", 0),
        (400, "", 0),
        (401, "", 0),
        (403, "", 0),
        (404, "gone", 1),
        (410, "gone", 1),
        (429, "", 0),
        (451, "", 0),
        (500, "server_error", 1),
        (502, "server_error", 1),
        (503, "", 0),
    ],
)
def test_status_tells_whether_the_link_failed(status, failure, failures, server):
    make_framework("alpha", homepage_url=f"{server.url}/home")
    server.answers["/home"] = (status, {}, b"")

    check(server)

    row = LinkCheck.objects.get()
    assert (row.status, row.failure, row.failures) == (status, failure, failures)


def test_server_that_knows_no_head_is_asked_for_the_beginning(server):
    make_framework("alpha", homepage_url=f"{server.url}/home")
    server.answers["/home"] = lambda handler: (
        handler.send_response(405 if handler.command == "HEAD" else 200),
        handler.send_header("Content-Length", "0"),
        handler.end_headers(),
    )

    check(server)

    assert asked(server) == [("HEAD", "/home"), ("GET", "/home")]
    assert server.asked[1][3]["Range"] == "bytes=0-1023"
    assert LinkCheck.objects.get().status == 200


def test_what_moved_for_good_is_told_and_what_moved_for_now_is_not(server):
    make_framework("alpha", homepage_url=f"{server.url}/old", documentation_url=f"{server.url}/x")
    server.answers |= {
        "/old": (301, {"Location": "/newer"}, b""),
        "/newer": (308, {"Location": "/new"}, b""),
        "/new": (302, {"Location": "/today"}, b""),
        "/x": (302, {"Location": "/today"}, b""),
        "/today": (200, {}, b""),
    }

    check(server)

    finding = Finding.objects.get()
    assert (finding.kind, finding.pointer) == ("moved_link", "/homepage_url")
    assert finding.detail == {"url": f"{server.url}/old", "to": f"{server.url}/new"}
    assert {one.final_url for one in LinkCheck.objects.all()} == {f"{server.url}/today"}


def test_link_that_leads_inside_is_never_asked(server):
    make_framework("alpha", homepage_url="http://127.0.0.1/secret")

    check(server)

    assert (server.asked, LinkCheck.objects.get().failure) == ([], "private")


def test_finding_is_over_when_the_link_is_not_printed_any_more(server):
    live = make_framework("alpha", homepage_url=f"{server.url}/home")
    for _run in range(3):
        check(server)
    draft = actions.open_draft(live.entry, by=make_editor())
    FrameworkRevision.objects.filter(pk=draft.pk).update(homepage_url="")
    check(server)
    before = found()

    actions.publish(draft, by=make_editor())
    check(server)

    assert (before, found()) == ([("dead_link", "alpha", "/homepage_url")], [])


def test_run_asks_what_is_due_the_oldest_first_and_at_most_the_limit(server):
    for name in "abc":
        make_framework(name, homepage_url=f"{server.url}/{name}")
        server.answers[f"/{name}"] = (200, {}, b"")
    now = timezone.now()
    check(server, limit=2, now=now - timedelta(days=3))
    check(server, limit=1, now=now - timedelta(days=2), older_than=timedelta(days=7))
    server.asked.clear()

    run = check(server, limit=2, now=now, older_than=timedelta(days=2.5))
    again = check(server, now=now, older_than=timedelta(days=2.5))

    assert asked(server) == [("HEAD", "/a"), ("HEAD", "/b")]
    assert (run.asked, run.left, again.asked) == (2, 0, 0)


def test_busy_host_is_left_alone_until_it_says(server):
    for name in "abc":
        make_framework(name, homepage_url=f"{server.url}/{name}")
    server.answers["/a"] = (429, {"Retry-After": "7200"}, b"")
    now = timezone.now()

    run = check(server, now=now)
    soon = check(server, now=now + timedelta(hours=1))
    server.answers.clear()
    later = check(server, now=now + timedelta(hours=3))

    assert (run.asked, run.left, soon.asked, later.asked) == (1, 2, 0, 3)
    assert asked(server)[0] == ("HEAD", "/a")


@pytest.mark.parametrize(
    ("wish", "hours"),
    [
        ("3600", 1),
        ("", 1),
        ("soon", 1),
        ("-5", 1),
        ("999999999999999", 24),
        ("Wed, 25 Nov 2026 10:00:00 GMT", 2),
        ("Tue, 24 Nov 2026 10:00:00 GMT", 0),
        ("Wed, 25 Nov 2126 10:00:00 GMT", 24),
    ],
)
def test_wish_of_a_busy_host_is_bounded(wish, hours):
    at = timezone.datetime(2026, 11, 25, 8, tzinfo=timezone.get_default_timezone())
    outcome = Outcome("u", Answer("u", 429, {"retry-after": wish}, b"", False))

    assert outcome.retry_at(at) - at == timedelta(hours=hours)


def test_one_host_is_asked_one_request_at_a_time(server):
    met, asking = [], set()

    def alone(handler):
        asking.add(handler.path)
        sleep(0.02)
        met.append(len(asking))
        # Before the answer leaves: whoever has read it may ask again at once.
        asking.discard(handler.path)
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    for number in range(6):
        make_framework(homepage_url=f"{server.url}/{number}")
        server.answers[f"/{number}"] = alone

    check(server)

    assert met == [1] * 6


def test_run_that_is_out_of_time_asks_nothing_more(server):
    make_framework(homepage_url=f"{server.url}/a")

    run = check(server, seconds=0)

    assert (run.asked, run.left, server.asked) == (0, 1, [])


@pytest.mark.parametrize("is_online", [True, False])
def test_missing_answer_counts_only_while_others_answer(is_online, server):
    make_framework("alpha", homepage_url=f"{server.url}/good")
    make_framework("beta", homepage_url="http://nobody.test/")
    server.answers["/good"] = (200, {}, b"")

    def resolve(host, port):
        if host == "nobody.test" or not online:
            raise socket.gaierror
        return ["127.0.0.1"]

    online = True
    check(server, resolve=resolve)
    online = is_online
    runs = [check(server, resolve=resolve, older_than=timedelta(days=7)) for _run in range(2)]

    assert [run.is_online for run in runs] == [is_online] * 2
    assert LinkCheck.objects.get(url="http://nobody.test/").failures == (3 if is_online else 1)
    assert found() == ([("dead_link", "beta", "/homepage_url")] if is_online else [])


def test_command_says_that_the_machine_is_cut_off(server, settings):
    make_framework("alpha", homepage_url=f"http://127.0.0.1:{server.endpoint[1]}/")
    server.server_close()

    with pytest.raises(CommandError, match="no host answered at all"):
        call_command("check_links", "--pause=0", verbosity=0)

    assert not LinkCheck.objects.exists()


def test_command_says_what_it_did_and_publishes_nothing(server):
    live = make_framework("alpha", homepage_url="http://127.0.0.1/")
    out = StringIO()

    for _run in range(3):
        call_command("check_links", "--pause=0", verbosity=1, stdout=out)

    assert out.getvalue().splitlines()[-1] == (
        "1 asked, 1 failed, 0 left for later. Open findings: 1 dead, 0 moved."
    )
    assert live.entry.revisions.get() == live


@pytest.mark.parametrize("elsewhere", ["ftp://files.example:21/", "gopher://x:70/", "http://[::1"])
def test_redirect_to_no_web_address_becomes_a_finding_and_the_run_goes_on(elsewhere, server):
    server.answers |= {
        "/a": (302, {"Location": elsewhere}, b""),
        "/b": (200, {}, b""),
    }
    for slug in ("a", "b"):
        make_framework(slug, homepage_url=f"{server.url}/{slug}")

    for _number in range(3):
        run = check(server)

    checks = {one.url.rpartition("/")[2]: one.failure for one in LinkCheck.objects.all()}
    assert (run.asked, checks) == (2, {"a": "malformed", "b": ""})
    assert found() == [("dead_link", "a", "/homepage_url")]
