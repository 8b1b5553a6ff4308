"""Fails when a framework is at its end: `python ended.py https://HOST/api/v1/ pkg:pypi/keras`.

A step of a CI job: it exits with 1 and names what ended, or what the catalogue does not know. Name
packages as package URLs, as they stand in your requirements; identifiers of the catalogue are taken
too, but “torch” is there the Torch of 2002, and PyPI’s torch is PyTorch. A site that does not
answer is an error of its own, never a pass. Needs nothing but Python.
"""

import json
import sys
import urllib.parse
import urllib.request

ENDED = {"archived", "retired"}


def find(api, name):
    """The identifier and the status of each framework that `name` means."""
    asked = {"package" if name.startswith("pkg:") else "id": name, "fields": "id,status"}
    address = f"{api}frameworks/?lang=en&{urllib.parse.urlencode(asked)}"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return [(one["id"], one["status"]) for one in json.load(answer)["results"]]


def main(api, *names):
    is_well = True
    for name in names:
        found = find(api, name)
        for identifier, status in found:
            is_well = is_well and status not in ENDED
            print(f"{name}: {status}" + (f" ({identifier})" if identifier != name else ""))
        if not found:
            is_well = False
            print(f"{name}: not in the catalogue")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
