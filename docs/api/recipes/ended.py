"""Fails when a framework is at its end: `python ended.py https://HOST/api/v1/ keras pytorch`.

A step of a CI job: it exits with 1 and names what ended, or what the catalogue does not know. A
site that does not answer is an error of its own, never a pass. Needs nothing but Python.
"""

import json
import sys
import urllib.error
import urllib.request

ENDED = {"archived", "retired"}


def status_of(api, name):
    """The status of a framework as the API spells it, or None where it is not known there."""
    address = f"{api}frameworks/{name}/?lang=en&fields=status"
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return json.load(answer)["status"]
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return None
        raise


def main(api, *names):
    found = {name: status_of(api, name) for name in names}
    for name, status in found.items():
        print(f"{name}: {status or 'not in the catalogue'}")
    return 1 if ENDED & {*found.values()} or None in found.values() else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
