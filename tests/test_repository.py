"""Promises between files."""

import json
import os
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command

from tests.conftest import ALL_MARKS
from tests.quality import fuzz

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "var" / "reports"
LONGEST = 5  # seconds that a test of `make test` may take
TRANSLATIONS = ROOT / "catalog/locale/zh_Hans/LC_MESSAGES"
DOMAINS = sorted(path.stem for path in TRANSLATIONS.glob("*.po"))


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_command_of_the_readme_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    commands = {path.stem for path in (ROOT / "catalog/management/commands").glob("[a-z]*.py")}

    assert set(re.findall(r"make ([a-z]+)[` \n]", readme)) <= targets
    assert set(re.findall(r"`manage\.py (\w+)", readme)) == commands


def test_every_path_of_the_readme_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    images = re.findall(r"\]\(([\w./-]+\.png)\)", readme)
    folders = re.findall(
        r"`((?:config|catalog|templates|static|tests|docs|deploy|requirements)/[\w./]*)`", readme
    )

    assert images
    assert [path for path in images + folders if not (ROOT / path).exists()] == []


def test_every_model_is_in_the_admin():
    models = set(apps.get_app_config("catalog").get_models())

    assert models - reachable_models() == set()


def reachable_models():
    """Registered models and those that stand as inlines in a registered one."""
    found = set()
    for model, options in admin.site._registry.items():
        found.add(model)
        found.update(inline.model for inline in options.inlines)
    return found


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_string_is_translated(domain):
    text = (TRANSLATIONS / f"{domain}.po").read_text(encoding="utf-8")
    entries = re.findall(
        r'(?:^#.*\n)*^msgid ((?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?((?:msgstr.*\n(?:".*"\n)*)+)',
        text,
        re.M,
    )
    untranslated = [
        msgid for msgid, rest in entries[1:] if re.search(r'msgstr(?:\[\d\])? ""\n(?!")', rest)
    ]

    assert "#, fuzzy" not in text
    assert untranslated == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_messages_match_their_source(domain):
    from io import BytesIO

    from babel.messages.mofile import read_mo, write_mo
    from babel.messages.pofile import read_po

    with (TRANSLATIONS / f"{domain}.po").open("rb") as source:
        fresh = BytesIO()
        write_mo(fresh, read_po(source))
    fresh.seek(0)
    with (TRANSLATIONS / f"{domain}.mo").open("rb") as compiled:
        assert read_messages(read_mo(compiled)) == read_messages(read_mo(fresh))


def read_messages(catalogue):
    return {str(message.id): message.string for message in catalogue if message.id}


def test_no_library_has_two_versions_in_the_project():
    """Each list is installed by itself: what the tests ran with is what production runs with.

    Within a list a library may have one version for each version of Python.
    """
    pinned = {}
    for path in (ROOT / "requirements").glob("*.txt"):
        found = {}
        for name, version in re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==(\S+)", path.read_text(), re.M):
            found.setdefault(name, []).append(version)
        for name, versions in found.items():
            pinned.setdefault(name, {})[path.name] = sorted(versions)

    differing = {
        name: lists
        for name, lists in pinned.items()
        if any(one != other for one in lists.values() for other in lists.values())
    }
    assert len(pinned) > 100
    assert differing == {}


def test_page_of_the_fuzz_is_drawn_from_its_record():
    lines = [json.loads(line) for line in fuzz.RECORD.read_text().splitlines()]

    assert lines
    assert fuzz.PAGE.read_text() == fuzz.drawn(lines)


def test_commands_run_every_test_once_on_each_database_that_it_opens(request):
    marks = request.config.stash[ALL_MARKS]

    ran = {
        part: [name for name, held in marks.items() if is_chosen(part, held)]
        for part in (
            "FIRST_ON_SQLITE",
            "REST_ON_SQLITE",
            "FIRST_ON_POSTGRESQL",
            "REST_ON_POSTGRESQL",
        )
    }

    on_sqlite = Counter(ran["FIRST_ON_SQLITE"] + ran["REST_ON_SQLITE"])
    on_postgresql = Counter(ran["FIRST_ON_POSTGRESQL"] + ran["REST_ON_POSTGRESQL"])
    assert on_sqlite == Counter(marks.keys())
    assert on_postgresql == Counter(
        name for name, held in marks.items() if not held & {"pure", "browser"}
    )


@pytest.mark.parametrize("mark", ["browser", "server", "engine", "matrix", "pure"])
def test_each_mark_is_described_and_runs(mark, request):
    described = [line.partition(":")[0] for line in request.config.getini("markers")]
    parts = ("FIRST_ON_SQLITE", "REST_ON_SQLITE")

    assert described.count(mark) == 1
    assert any(is_chosen(part, {mark}) for part in parts)


def is_chosen(part, marks):
    """Whether `-m` with the expression of this name in the Makefile takes a test with `marks`."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    expression = re.search(rf"^{part} := (.+)$", makefile, re.M)[1]
    names = {name: name in marks for name in re.findall(r"\w+", expression)}
    return eval(expression, {}, names)  # noqa: S307 - pytest's grammar here is Python's


@pytest.mark.matrix
@pytest.mark.parametrize("report", ["first-on-sqlite", "first-on-postgresql"])
def test_no_test_of_make_test_takes_long(report):
    """`make test-all` runs this after `make test`, which wrote the report."""
    path = REPORTS / f"{report}.xml"
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing: `make test-all` runs `make test` first.")
        pytest.skip("`make test` wrote no report here")

    cases = ElementTree.parse(path).iter("testcase")  # noqa: S314 - pytest wrote it
    took = {f"{one.get('classname')}::{one.get('name')}": float(one.get("time")) for one in cases}

    assert took
    assert {name: time for name, time in took.items() if time > LONGEST} == {}
