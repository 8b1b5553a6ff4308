"""The pages that take files in and give files out."""

import os
import time

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from catalog import actions
from catalog.exchange import uploads
from catalog.models import FrameworkRevision
from tests.factories import make_draft, make_editor, make_framework, make_user

pytestmark = pytest.mark.django_db

HEAD = "table,slug,summary_zh,summary_en"


@pytest.fixture(autouse=True)
def _in_english(settings, tmp_path):
    settings.IMPORT_ROOT = tmp_path / "imports"
    with override("en"):
        yield


def member(role):
    user = make_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def url():
    return reverse("desk:import")


def send(client, *rows, name="some.csv", **fields):
    content = "\n".join([HEAD, *rows]).encode()
    file = SimpleUploadedFile(name, content)
    return client.post(url(), {"file": file, "encoding": "utf-8", **fields})


def confirmation(response):
    report, upload = response.context["report"], response.context["upload"]
    return {"ticket": upload.ticket, "digest": report.digest, "confirm": ""}


def test_import_shows_the_differences_and_writes_nothing(client, editor):
    make_framework("alpha", summary_en="Old text")
    client.force_login(editor)

    response = send(client, "framework,alpha,alpha 的简介,New text")

    assert response.status_code == 200
    assert "<del>Old</del> text" in response.text
    assert "<ins>New</ins> text" in response.text
    assert FrameworkRevision.objects.count() == 1


def test_confirmed_import_opens_drafts_and_removes_the_file(client, editor, settings):
    live = make_framework("alpha")
    client.force_login(editor)
    response = send(client, "framework,alpha,新,New")

    done = client.post(url(), confirmation(response), follow=True)

    assert "1 drafts of some.csv are open." in done.text
    opened = live.entry.open_revision
    assert (opened.state, opened.created_by, opened.summary_en) == ("draft", editor, "New")
    assert list(settings.IMPORT_ROOT.iterdir()) == []


def test_cancelled_import_removes_the_file(client, editor, settings):
    make_framework("alpha")
    client.force_login(editor)
    response = send(client, "framework,alpha,新,New")

    client.post(url(), {"ticket": response.context["upload"].ticket, "cancel": ""})

    assert list(settings.IMPORT_ROOT.iterdir()) == []
    assert FrameworkRevision.objects.count() == 1


def test_every_fault_is_named_and_nothing_is_kept(client, editor, settings):
    make_framework("alpha")
    client.force_login(editor)

    response = send(client, "framework,alpha,新,\u202e", "framework,nope,新,<b>New</b>")

    assert "2 faults: nothing can be imported before they are put right." in response.text
    assert "no framework has the slug nope; a new one needs the columns name, kind" in response.text
    assert "confirm" not in response.text
    assert list(settings.IMPORT_ROOT.iterdir()) == []


def test_file_that_is_refused_is_named_at_its_field(client, editor):
    client.force_login(editor)

    refused = {
        name: client.post(url(), {"file": SimpleUploadedFile(name, content), "encoding": "utf-8"})
        .context["form"]
        .errors["file"][0]
        for name, content in {
            "a.exe": b"MZ",
            "a.csv": "slug,名\n".encode("gb18030"),
            "a.xlsx": b"PK\x03\x04 cut off",
        }.items()
    }

    assert refused["a.exe"].startswith("“a.exe” is no file that can be imported")
    assert refused["a.csv"].startswith("Byte 5 (0xC3) is not UTF-8.")
    assert refused["a.xlsx"] == "The file is no workbook, or it is cut off."


def test_upload_that_says_it_is_huge_is_refused_unread(client, editor, settings):
    settings.IMPORT_MAX_BYTES = 10
    client.force_login(editor)

    class Unreadable:
        def read(self, *_size):
            raise AssertionError("the body was read")

        readline = read

    response = client.generic(
        "POST",
        url(),
        b"",
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(50_000_000),
        **{"wsgi.input": Unreadable()},
    )

    assert response.status_code == 400


def test_more_entries_than_a_page_waits_for_are_refused(client, editor, settings):
    settings.IMPORT_MAX_ENTRIES = 1
    make_framework("alpha")
    make_framework("beta")
    client.force_login(editor)

    response = send(client, "framework,alpha,新,New", "framework,beta,新,New")
    exported = client.get(reverse("desk:export"), {**ASKED, "format": "json"})

    assert "manage.py import_file" in response.context["form"].errors["file"][0]
    assert "manage.py export_file" in exported.context["form"].non_field_errors()[0]


def test_change_since_the_look_shows_the_differences_again(client, editor):
    live = make_framework("alpha", by=editor)
    client.force_login(editor)
    response = send(client, "framework,alpha,新,New")
    draft = actions.open_draft(live.entry, by=editor)

    again = client.post(url(), confirmation(response))

    assert "The catalogue was changed since you looked." in again.text
    assert live.entry.open_revision == draft
    done = client.post(url(), confirmation(again), follow=True)
    assert "1 drafts" in done.text


def test_upload_belongs_to_its_owner(client, editor):
    make_framework("alpha")
    client.force_login(editor)
    response = send(client, "framework,alpha,新,New")
    other = Client()
    other.force_login(make_editor("other"))

    stolen = other.post(url(), confirmation(response), follow=True)
    forged = client.post(url(), {"ticket": "x", "digest": "", "confirm": ""}, follow=True)

    for refused in (stolen, forged):
        assert "The file is not kept any more. Choose it again." in refused.text
    assert FrameworkRevision.objects.count() == 1


def test_old_uploads_are_removed_with_the_next(editor, settings):
    first = uploads.keep(SimpleUploadedFile("a.csv", b"a"), by=editor)
    ago = time.time() - uploads.LASTING - 1
    os.utime(first.path, (ago, ago))

    second = uploads.keep(SimpleUploadedFile("b.csv", b"b"), by=editor)

    assert (first.path.exists(), second.path.read_bytes()) == (False, b"b")
    assert (settings.IMPORT_ROOT.stat().st_mode & 0o77, second.path.stat().st_mode & 0o77) == (0, 0)


@pytest.mark.parametrize("role", ["translator-zh", "translator-en", "editor", "reviewer"])
def test_who_writes_sees_both_pages(role, client):
    client.force_login(member(role))

    assert client.get(url()).status_code == 200
    assert client.get(reverse("desk:export")).status_code == 200


def test_translator_imports_the_own_language_only(client):
    make_framework("alpha")
    client.force_login(member("translator-en"))

    own = send(client, "framework,alpha,alpha 的简介,New")
    both = send(client, "framework,alpha,新,New")

    assert own.context["report"].changed == 1
    assert "you may not change this; it needs the right write_zh" in both.text


@pytest.mark.parametrize("name", ["import", "export"])
def test_others_see_neither_page(name, client):
    address = reverse(f"desk:{name}")

    anonymous = client.get(address)
    client.force_login(make_user("clerk", is_staff=True))
    clerk = client.get(address)
    client.force_login(make_user("reader"))
    reader = client.get(address)

    assert (anonymous.status_code, clerk.status_code, reader.status_code) == (302, 403, 302)


def test_import_needs_a_token_of_its_form(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert send(client, "framework,alpha,新,New").status_code == 403


ASKED = {"kind": "framework", "format": "csv", "state": "live", "language": "en"}


def body_of(response):
    return b"".join(response.streaming_content)


def test_export_gives_what_readers_see_and_no_draft(client, editor):
    make_framework("alpha")
    make_draft("secret")
    client.force_login(editor)

    response = client.get(reverse("desk:export"), ASKED)

    body = body_of(response).decode("utf-8-sig")
    assert response["Content-Disposition"].startswith('attachment; filename="framework-live-')
    assert [line.split(",")[:2] for line in body.splitlines()] == [
        ["table", "slug"],
        ["framework", "alpha"],
    ]


def test_export_gives_open_revisions_and_chosen_entries(client, editor):
    make_draft("alpha")
    make_draft("beta")
    client.force_login(editor)

    response = client.get(reverse("desk:export"), {**ASKED, "state": "open", "slugs": "beta gone"})

    assert [line.split(",")[1] for line in body_of(response).decode().splitlines()] == [
        "slug",
        "beta",
    ]


def test_export_needs_the_right_to_see_the_kind(client):
    user = member("translator-en")
    user.groups.clear()
    user.user_permissions.set(
        Group.objects.get(name="translator-en").permissions.filter(codename="write_en")
    )
    client.force_login(user)

    assert client.get(reverse("desk:export"), ASKED).status_code == 403


def test_export_names_an_unknown_table(client, editor):
    client.force_login(editor)

    unknown = client.get(reverse("desk:export"), {**ASKED, "table": "nothing"})
    other = client.get(reverse("desk:export"), {**ASKED, "table": "pair"})

    assert unknown.context["form"].errors["table"][0].startswith("Select a valid choice.")
    assert other.context["form"].errors["table"][0].startswith("This kind has no such table.")


@pytest.mark.parametrize("format_", ["xlsx", "json", "yaml", "csv", "xliff"])
def test_every_format_comes_back_unchanged(format_, client, editor):
    make_framework("alpha")
    client.force_login(editor)
    response = client.get(reverse("desk:export"), {**ASKED, "format": format_})
    name = response["Content-Disposition"].partition('filename="')[2].rstrip('"')

    file = SimpleUploadedFile(name, body_of(response))
    report = client.post(url(), {"file": file, "encoding": "utf-8"}).context["report"]

    assert (report.faults.shown, report.count, report.unchanged) == ([], 0, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_look_costs_the_same_for_any_number_of_entries(
    rows, client, editor, django_assert_num_queries
):
    names = [f"alpha-{number}" for number in range(rows)]
    for name in names:
        make_framework(name)
    client.force_login(editor)

    with django_assert_num_queries(16):
        send(client, *(f"framework,{name},新,New" for name in names))
