"""Asking the application behind the cache, and what it answered."""


class Rendered:
    """An answer as WSGI gives it: a status line, headers, and a body that can be read once."""

    def __init__(self, app, environ):
        self.status, self.headers = "", []
        self.body = app(environ, self._start)

    def _start(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers

    def header(self, name):
        """Its value; empty where it is missing."""
        name = name.lower()
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def failed(self):
        return self.status.startswith("5")

    @property
    def is_stream(self):
        """Whether the body is made while it is sent, as of a long table."""
        return not isinstance(self.body, list) and getattr(self.body, "streaming", True)

    def read(self):
        """The whole body; the application is told that it was fetched."""
        try:
            return b"".join(self.body)
        finally:
            self.close()

    def close(self):
        if hasattr(self.body, "close"):
            self.body.close()
