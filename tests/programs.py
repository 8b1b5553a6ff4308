"""A program that writes through the API with a token."""

from django.test import Client

from catalog import tokens


class Program(Client):
    """A client that sends the token of `owner`, with all scopes they can give or with `scopes`."""

    def __init__(self, owner, scopes=None, **options):
        given = tokens.scopes_for(owner) if scopes is None else scopes
        self.token, secret = tokens.make_token("program", given, days=1, by=owner)
        super().__init__(headers={"authorization": f"Bearer {secret}"}, **options)

    def send(self, method, path, body=None, *, seen=None, key=None, lang="en"):
        """The answer to JSON; `seen` is the tag of If-Match, `key` the Idempotency-Key."""
        headers = {"if-match": seen, "idempotency-key": key, "accept-language": lang}
        return getattr(self, method)(
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers={name: value for name, value in headers.items() if value is not None},
        )

    def patch_framework(self, slug, body, *, seen, **options):
        return self.send("patch", f"frameworks/{slug}/", body, seen=seen, **options)
