"""The one door out: what it opens, and above all what it does not."""

import socket

import pytest
import trustme

from catalog.outside import Hop, Limits, fetch
from catalog.outside.fetch import FetchFailed
from tests.servers import serving, tls_context


def ask(server, path="/", *, scheme_host=None, **options):
    options = {"resolve": server.resolve, "endpoints": [server.endpoint], **options}
    return fetch(f"{scheme_host or server.url}{path}", **options)


def failure_of(*arguments, **options):
    with pytest.raises(FetchFailed) as refused:
        ask(*arguments, **options)
    return refused.value.failure


def test_answer_is_what_the_server_said_and_the_server_learns_who_asks(settings):
    settings.SITE_URL = "https://atlas.example.org"
    with serving({"/a?b=%E4%B8%AD": (200, {"X-Kind": "test"}, b"hello")}) as server:
        answer = ask(server, "/a?b=中#part")

    (method, host, _path, headers) = server.asked[0]
    assert (answer.status, answer.body, answer.is_cut, answer.hops) == (200, b"hello", False, ())
    assert answer.headers["x-kind"] == "test"
    assert (method, host) == ("GET", f"atlas.test:{server.endpoint[1]}")
    assert headers["User-Agent"] == "FrameworkAtlas/1.0 (+https://atlas.example.org)"


def test_redirects_are_followed_and_told():
    with serving({}) as server:
        server.answers |= {
            "/old": (301, {"Location": "/newer"}, b""),
            "/newer": (302, {"Location": f"{server.url}/new"}, b""),
            "/new": (200, {}, b"here"),
        }
        answer = ask(server, "/old")

    assert (answer.url, answer.body) == (f"{server.url}/new", b"here")
    assert answer.hops == (Hop(301, f"{server.url}/newer"), Hop(302, f"{server.url}/new"))


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "https://localhost/",
    ],
)
def test_redirect_to_an_inside_is_refused(inside):
    with serving({"/": (302, {"Location": inside}, b"")}) as server:
        failure = failure_of(server, resolve=_only(server, also=socket_addresses))

    assert failure == "private"
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "ftp://example.org:21/",  # a port of its own once hid the scheme from the check
        "gopher://x:70/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "ws://example.org:80/",
        "http://[::1",
        "http://[nowhere]/",
        "http://example.org/\x1b[2J",
        f"http://example.org/{'a' * 2000}",
    ],
)
def test_redirect_to_what_is_no_web_address_is_refused(elsewhere):
    with serving({"/": (302, {"Location": elsewhere}, b"")}) as server:
        assert failure_of(server) == "malformed"


def test_name_that_answers_differently_later_changes_nothing():
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    with serving({"/": (302, {"Location": "/inside"}, b""), "/inside": (200, {}, b"")}) as server:
        failure = failure_of(server, resolve=lambda host, port: answers.pop(0))

    assert failure == "private"
    assert [path for _method, _host, path, _headers in server.asked] == ["/"]
    assert answers == []  # one look at the name for each hop, and none while connecting


def test_name_with_one_address_inside_is_refused_whatever_the_others_are():
    with serving({"/": (200, {}, b"")}) as server:
        failure = failure_of(server, resolve=lambda host, port: ["127.0.0.1", "10.0.0.1"])

    assert (failure, server.asked) == ("private", [])


def test_public_address_on_another_port_is_refused():
    with serving({}) as server:
        assert failure_of(server, resolve=lambda host, port: ["93.184.215.14"]) == "private"


@pytest.mark.parametrize(
    "url",
    [
        "mailto:a@example.org",
        "//example.org/",
        "http:///nothing",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://user:secret@example.org/",
        "http://exa mple.org/\r\nX: y",
        f"http://{'a' * 70}.org/",
        "",
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_asked(url):
    with pytest.raises(FetchFailed) as refused:
        fetch(url, resolve=lambda host, port: pytest.fail("asked for a name"))

    assert refused.value.failure == "malformed"


def test_unknown_name_is_told():
    def nobody(host, port):
        raise socket.gaierror

    with pytest.raises(FetchFailed) as refused:
        fetch("http://nowhere.test/", resolve=nobody)

    assert refused.value.failure == "unresolved"


def test_closed_port_is_told():
    with serving({}) as server:
        pass

    assert failure_of(server) == "unreachable"


def test_second_address_is_tried_where_the_first_takes_no_connection():
    with serving({"/": (200, {}, b"")}) as server:
        endpoints = [server.endpoint, ("127.0.0.9", server.endpoint[1])]
        answer = ask(
            server, resolve=lambda host, port: ["127.0.0.9", "127.0.0.1"], endpoints=endpoints
        )

    assert answer.status == 200


def _say_nothing(handler):
    handler.connection.recv(1)  # until the client hangs up


def _drip(handler):
    _drip_after(handler, b"HTTP/1.1 200 OK\r\nX: ")


def _drip_a_body(handler):
    _drip_after(handler, b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")


def _drip_after(handler, beginning):
    handler.wfile.write(beginning)
    try:
        while not handler.server.stop.wait(0.02):
            handler.wfile.write(b"y")
    except OSError:
        pass


def _hang_up(handler):
    handler.close_connection = True


@pytest.mark.parametrize("behaviour", [_say_nothing, _drip, _drip_a_body])
def test_slow_server_is_given_up(behaviour):
    from threading import Event

    with serving({"/": behaviour}) as server:
        server.stop = Event()
        failure = failure_of(server, limits=Limits(seconds=0.2))
        server.stop.set()

    assert failure == "timeout"


def test_server_that_hangs_up_is_told():
    with serving({"/": _hang_up}) as server:
        assert failure_of(server) == "unreachable"


def test_huge_body_is_cut():
    with serving({"/": (200, {}, b"x" * 5_000_000)}) as server:
        answer = ask(server, limits=Limits(bytes=1000))

    assert (len(answer.body), answer.is_cut) == (1000, True)


def test_redirects_without_an_end_are_given_up():
    with serving({"/": (302, {"Location": "/"}, b"")}) as server:
        failure = failure_of(server, limits=Limits(redirects=3))

    assert (failure, len(server.asked)) == ("redirects", 4)


def test_request_with_a_body_is_not_led_elsewhere():
    with serving({"/": (307, {"Location": "/other"}, b"")}) as server:
        answer = ask(server, method="POST", body=b"{}")

    assert (answer.status, len(server.asked)) == (307, 1)


def test_certificate_is_that_of_the_name_and_not_of_the_address(tmp_path, monkeypatch):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    answers = {"/": (200, {}, b"safe")}

    with serving(answers, tls=tls_context(authority, "atlas.test")) as server:
        assert ask(server).body == b"safe"
    for wrong in ("other.test", "127.0.0.1"):
        with serving(answers, tls=tls_context(authority, wrong)) as server:
            assert failure_of(server) == "tls"


def test_certificate_of_an_unknown_authority_is_refused():
    with serving({"/": (200, {}, b"")}, tls=tls_context(trustme.CA(), "atlas.test")) as server:
        assert failure_of(server) == "tls"


def test_server_without_encryption_is_told():
    with serving({"/": (200, {}, b"")}) as server:
        https = server.url.replace("http:", "https:")
        assert failure_of(server, scheme_host=https) == "tls"


def socket_addresses(host, port):
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [address[0] for *_rest, address in found]


def _only(server, *, also):
    """Leads the name of the test's server to it, and every other where the machine leads it."""
    return lambda host, port: ["127.0.0.1"] if host == "atlas.test" else also(host, port)


def test_name_in_chinese_is_asked_for_by_its_other_name():
    with serving({"/": (200, {}, b"")}) as server:
        ask(server, scheme_host=f"http://例子.test:{server.endpoint[1]}")

    assert server.asked[0][1] == f"xn--fsqu00a.test:{server.endpoint[1]}"
