"""Puts frameworks into the database of DATABASE_URL: `python -m tests.replicated NAME...`

A program of its own, because that database is not the one of the tests.
"""

import sys

import django


def main(names):
    django.setup()
    from tests.factories import make_editor, make_framework

    by = make_editor("editor")
    for name in names:
        make_framework(name, by=by)


if __name__ == "__main__":
    main(sys.argv[1:])
