"""A process of its own that publishes: one act for each line that it reads, and a line when done.

Run as a program with DATABASE_URL naming a database of a test. An act publishes every framework
whose name begins with `f` anew, takes one of those named `doomed-…` down, and publishes a new one.
"""

import sys

import django


def main():
    django.setup()
    from catalog import actions
    from catalog.models import Framework
    from tests.factories import make_editor, make_framework

    by = make_editor("publisher")
    doomed = list(Framework.objects.filter(slug__startswith="doomed-"))
    print("ready", flush=True)
    for number, _line in enumerate(sys.stdin):
        for entry in Framework.objects.filter(slug__startswith="f"):
            draft = actions.open_draft(entry, by=by)
            draft.summary_en = f"Version {number}"
            draft.save()
            actions.publish(draft, by=by)
        if doomed:
            actions.trash(doomed.pop(), by=by)
        make_framework(f"new-{number}", by=by)
        print("done", flush=True)


if __name__ == "__main__":
    main()
