"""Pages and documents with their links turned to files."""

import json
import re
from html import escape, unescape
from urllib.parse import urljoin

from catalog.delivery.export.addresses import API, JSON

FORM = re.compile(r"<form\b([^<>]*)>.*?</form>", re.S)
TAG = re.compile(r"<[a-z][^<>]*>")
LINK = re.compile(r'\s(href|src|content)="([^"]*)"')
ADDRESS = re.compile(r'(?<=["> (])(https?://[^\s"<>)]+)')
STUB = """<!doctype html>
<html>
  <head>
    <meta charset="utf-8">
    <title>{address}</title>
    <meta http-equiv="refresh" content="0; url={address}">
    <link rel="canonical" href="{absolute}">
  </head>
  <body><a href="{address}">{address}</a></body>
</html>
"""


def rewrite(page, places):
    """The bytes of the file. What `places` is asked about here is exported too."""
    if page.location:
        return _stub(page, places)
    if page.is_html:
        return _html(page, places).encode()
    if page.media_type == JSON and page.address.startswith(API):
        return _document(page, places)
    if page.media_type.startswith("text/plain") or page.media_type.endswith("xml"):
        for link in ADDRESS.findall(page.text):
            places.lead(unescape(link), base=page.address)
    return page.body


def _stub(page, places):
    """What a file server can do instead of redirecting."""
    address = places.lead(page.location, base=page.address) or page.location
    absolute = urljoin(places.origin, address)
    return STUB.format(address=escape(address), absolute=escape(absolute)).encode()


def _html(page, places):
    text = FORM.sub(lambda form: _form(form, page, places), page.text)
    return TAG.sub(lambda tag: _tag(tag[0], page, places), text)


def _form(form, page, places):
    """A form asks a program: a running site, or nobody."""
    if not places.live or 'method="get"' not in form[1]:
        return ""
    if "action=" in form[1]:
        return form[0].replace('action="/', f'action="{places.live}/', 1)
    return form[0].replace("<form", f'<form action="{places.live}{escape(page.address)}"', 1)


def _tag(tag, page, places):
    def turned(match):
        name, value = match[1], unescape(match[2])
        if name == "content" and not value.startswith(places.origin):
            return match[0]
        target = places.lead(value, base=page.address)
        if target is None:
            return "" if name == "href" else match[0]
        return f' {name}="{escape(target)}"'

    return LINK.sub(turned, tag)


def _document(page, places):
    """A document of the API whose addresses are those of files; null for what needs a program."""

    def turned(value):
        if isinstance(value, dict):
            return {name: turned(one) for name, one in value.items()}
        if isinstance(value, list):
            return [turned(one) for one in value]
        if isinstance(value, str) and value.startswith(f"{places.origin}/"):
            return places.lead(value, base=page.address)
        return value

    return json.dumps(turned(json.loads(page.body)), ensure_ascii=False, indent=1).encode() + b"\n"
