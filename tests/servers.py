"""Servers of a test's own on the loopback interface, and names that lead to them."""

import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread

from django.db import connection

from tests.postgres import address_of

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 60  # seconds, on a machine that does much else


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.server.asked.append(
            (self.command, self.headers["Host"], self.path, dict(self.headers))
        )
        answer = self.server.answers.get(self.path, (404, {}, b""))
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_HEAD

    def log_message(self, *arguments):
        """Silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is what some tests want."""


@contextmanager
def serving(answers, *, tls=None):
    """A server that gives `answers`: by path a triple (status, headers, body), or a function.

    What it was asked stands in `asked`, its pair of address and port in `endpoint`; names lead to
    it by `resolve`. `tls` is an `ssl.SSLContext`.
    """
    server = _Server(("127.0.0.1", 0), _Handler)
    server.answers, server.asked = answers, []
    server.endpoint = server.server_address[:2]
    server.resolve = lambda host, port: ["127.0.0.1"]
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    scheme = "https" if tls else "http"
    server.url = f"{scheme}://atlas.test:{server.endpoint[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def tls_context(authority, name):
    """A server's context with a certificate for `name` by `authority` (of trustme)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def database_url():
    """The address of the database of the present test, for a process of its own."""
    name = connection.settings_dict["NAME"]
    return address_of(name) if connection.vendor == "postgresql" else f"sqlite:///{name}"


def free_port():
    """A port of this machine that nobody has; the next one who asks is given another."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def site_server(environment, *, workers=1, threads=4):
    """Host and port of the site as production serves it, in processes of its own.

    `environment` are its variables but SITE_URL. Where it does not start, its log says why.
    """
    host, port = "127.0.0.1", free_port()
    site = {"SITE_URL": f"http://{host}:{port}"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application"]
    bound = ["--host", host, "--port", str(port), "--workers", str(workers)]
    # Nothing waits for a request that hangs.
    bound += ["--blocking-threads", str(threads), "--workers-kill-timeout", "10"]
    with TemporaryFile() as log:
        server = subprocess.Popen(
            [*command, *bound], env=environment | site, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            if not _accepts(server, (host, port)):
                log.seek(0)
                raise AssertionError(f"The server did not start:\n{log.read().decode()}")
            yield host, port
        finally:
            server.terminate()
            server.wait(timeout=60)


def _accepts(server, address):
    end = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(address).close()
            return True
        except ConnectionRefusedError:
            time.sleep(0.1)
    return False
