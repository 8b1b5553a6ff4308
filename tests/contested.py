"""A site of its own for saves that meet: `prepare` fills it, `report` says what became of it.

Run as a program, with DATABASE_URL naming an empty database, because the server that is tested is
a process of its own too.
"""

import json
import sys

import django

# One person in five writes each of these.
FIELDS = [
    "summary_zh",
    "summary_en",
    "developer_zh",
    "developer_en",
    "licence",
    "chinese_name",
    "status_since",
    "repository",
    "homepage_url",
    "documentation_url",
]
STARTS = {
    "licence": "LicenseRef-",
    "status_since": "20",
    "repository": "owner/name",
    "homepage_url": "https://e.org/",
    "documentation_url": "https://e.org/",
}


def own_text(number):
    """The field that person `number` writes, and a text that nobody else writes."""
    name = FIELDS[number % len(FIELDS)]
    return name, f"{STARTS.get(name, 'words of ')}{number:02}"


def prepare(count):
    """A draft, and for each person the session and the form as they opened it."""
    from django.core.management import call_command

    from tests.factories import make_draft, make_editor
    from tests.persons import Person

    call_command("migrate", verbosity=0)
    draft = make_draft("alpha")
    draft.facts.create(field="name")
    persons = [Person(make_editor(f"writer-{number}")) for number in range(count)]
    return {
        "page": f"/en/admin/catalog/frameworkrevision/{draft.pk}/change/",
        "persons": [
            {"session": person.cookies["sessionid"].value, "form": person.opened(draft)}
            for person in persons
        ],
    }


def report():
    from catalog.models import Autosave, Change, FrameworkRevision

    draft = FrameworkRevision.objects.get()
    kept = Autosave.objects.select_related("user")
    return {
        "version": draft.version,
        "edits": list(Change.objects.filter(action="edit").values_list("by__username", "summary")),
        "texts": {name: getattr(draft, name) for name in FIELDS},
        "kept": {text.user.username: text.fields for text in kept},
    }


def main(command, *arguments):
    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()  # so that the forms which the persons open can be read
    found = prepare(int(arguments[0])) if command == "prepare" else report()
    json.dump(found, sys.stdout, default=str)


if __name__ == "__main__":
    main(*sys.argv[1:])
