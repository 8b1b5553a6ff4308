"""Keeps a copy of the catalogue up to date: `python replay.py https://HOST/api/v1/ copy.json`.

The first run takes the dump, every later one only what changed since. Needs nothing but Python.
"""

import json
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError


class UnknownCursor(Exception):
    """The site does not know the cursor (any more), as after a backup was restored."""


def fetch(url):
    request = urllib.request.Request(url, headers={"Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except HTTPError as error:
        if error.code == 400 and is_about_since(json.load(error)):
            raise UnknownCursor from error
        raise


def is_about_since(problem):
    return any(one.get("parameter") == "since" for one in problem.get("errors", []))


def key_of(kind, name):
    return f"{kind}/{name}"


def begin(api, *, fetch=fetch):
    """A copy made from the dump: documents by kind and name, and where the feed goes on."""
    dump = fetch(f"{api}dump.json")
    documents = {key_of(one["kind"], one["slug"]): one for one in dump["documents"]}
    return {"cursor": dump["cursor"], "documents": documents}


def nothing():
    """The copy of who has nothing yet: replaying everything over it gives the same."""
    return {"cursor": "0", "documents": {}}


def replay(copy, api, *, fetch=fetch):
    """The copy, up to date. It may be stopped at any page and go on from what it has.

    Where the site does not know its cursor, it is made anew: what came since can not be told.
    """
    url = f"{api}changes/?since={copy['cursor']}"
    while url:
        try:
            page = fetch(url)
        except UnknownCursor:
            return begin(api, fetch=fetch)
        for change in page["results"]:
            key = key_of(change["kind"], change["id"])
            if change["document"] is None:  # taken down, now or by a later change
                copy["documents"].pop(key, None)
            else:
                copy["documents"][key] = change["document"]
        copy["cursor"] = page["cursor"]
        url = page["next"]
    return copy


def main(api, path):
    path = Path(path)
    copy = json.loads(path.read_text(encoding="utf-8")) if path.exists() else begin(api)
    before = copy["cursor"]
    copy = replay(copy, api)
    written = path.with_suffix(".part")  # what fails half-way leaves the copy that was there
    written.write_text(json.dumps(copy, ensure_ascii=False), encoding="utf-8")
    written.replace(path)
    print(f"{len(copy['documents'])} documents; cursor {before} → {copy['cursor']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
