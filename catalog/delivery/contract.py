"""What answers say to caches further out: browsers, proxies, content delivery networks."""

from catalog.delivery.tags import tags

# A browser asks again each time, which costs it a 304. A shared cache may keep a page for half a
# minute, give it for as long again while it asks, and for a day while nobody here answers.
PAGE = "public, max-age=0, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400"
# Nothing brings an absence back to mind when the page appears but its end.
ABSENCE = "public, max-age=0, s-maxage=5"

KEPT_STATUSES = frozenset({"200", "301", "404", "410"})
# Of one request alone, or said anew for each answer that is given.
OF_ONE_REQUEST = frozenset(
    {"cache-control", "content-length", "date", "etag", "server-timing", "vary", "x-request-id"}
)
STALE = ("Warning", '110 - "Response is Stale"')
NEVER_KEPT = ("no-store", "private", "no-cache")
# What Django is asked with depends on none of them but Accept-Language, which is in the address.
KNOWN_VARIATIONS = frozenset({"accept", "accept-language", "accept-encoding", "cookie"})
OF_304 = frozenset(
    {
        *("Cache-Control", "Vary", "Content-Language", "Surrogate-Key", "Cache-Tag"),
        # A script of another site may read a 304 that it asked for itself only with these.
        *("Access-Control-Allow-Origin", "Access-Control-Expose-Headers"),
    }
)
TEXT_TYPES = ("text/", "application/json", "application/xml", "image/svg")


def may_be_kept(rendered):
    """Whether a `Rendered` answer is of the kind that everybody may get."""
    control = rendered.header("Cache-Control")
    return (
        rendered.status[:3] in KEPT_STATUSES
        and not rendered.is_stream
        and not rendered.header("Set-Cookie")
        and not any(word in control for word in NEVER_KEPT)
        and _named(rendered.header("Vary")) <= KNOWN_VARIATIONS
    )


def is_of_the_moment(rendered):
    """Whether the same address may be kept when it is asked for next: one client was over its
    limit, or a replica that is perhaps behind stood in for the primary.
    """
    return rendered.status.startswith("429") or bool(rendered.header("Warning"))


def headers(rendered, address, body):
    """The headers to keep: those of the page, and those for the caches further out."""
    kept = [
        (name, value)
        for name, value in rendered.headers
        if name.lower() not in OF_ONE_REQUEST and "ratelimit" not in name.lower()
    ]
    vary = ", ".join([*_variations(rendered, address), "Accept-Encoding"])
    named = tags(address.path, body if is_text(rendered.header("Content-Type")) else b"")
    return [
        *kept,
        ("Cache-Control", _control(rendered)),
        ("Vary", vary),
        ("Surrogate-Key", " ".join(named)),
        ("Cache-Tag", ",".join(named)),
    ]


def _variations(rendered, address):
    """The headers of a request that have a say in what is answered, beside Accept-Encoding."""
    if address.varies:
        yield "Accept-Language"
    if "accept" in _named(rendered.header("Vary")):  # it may be refused, with 406
        yield "Accept"


def _named(vary):
    return {name.strip().lower() for name in vary.split(",")} - {""}


def is_text(content_type):
    kind = content_type.partition(";")[0]
    return kind.startswith(TEXT_TYPES) or kind.endswith(("+json", "+xml"))


def _control(rendered):
    if rendered.status[:3] in ("404", "410"):
        return ABSENCE
    return rendered.header("Cache-Control") or PAGE
