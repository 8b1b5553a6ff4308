"""Servers of a test's own on the loopback interface, and names that lead to them."""

import ssl
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


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
