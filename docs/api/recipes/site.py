"""Builds a small static site from the dump: `python site.py https://HOST/api/v1/ FOLDER`.

One page for each framework and an index, in both languages. Needs nothing but Python.
"""

import json
import sys
import urllib.request
from html import escape
from pathlib import Path

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
PAGE = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1>
{body}
</html>
"""


def frameworks(api):
    """The documents of frameworks, read a line at a time: memory does not grow with the dump."""
    with urllib.request.urlopen(f"{api}dump.ndjson", timeout=60) as lines:
        for line in lines:
            document = json.loads(line)
            if document["kind"] == "framework":
                yield document["slug"], document["values"]


def write(path, *, lang, title, body):
    """Write a page beside its address and then put it there, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page = PAGE.format(lang=lang, title=escape(title), body=body)
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_text(page, encoding="utf-8")
    unfinished.replace(path)


def main(api, folder):
    links = []
    for slug, values in frameworks(api):
        name = values["name"]
        links.append(f'<li><a href="{slug}.html">{escape(name)}</a></li>')
        for short, lang in LANGUAGES.items():
            summary = f"<p>{escape(values.get(f'summary_{short}') or '')}</p>"
            write(Path(folder) / short / f"{slug}.html", lang=lang, title=name, body=summary)
    for short, lang in LANGUAGES.items():
        body = f"<ul>{''.join(links)}</ul>"
        write(Path(folder) / short / "index.html", lang=lang, title="Framework Atlas", body=body)


if __name__ == "__main__":
    main(*sys.argv[1:])
