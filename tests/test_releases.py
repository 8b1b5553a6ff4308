"""Comparing packages with an index whose answers have the shape of PEP 691 and PEP 700."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog import actions, findings, releases
from catalog.models import Finding, Framework, Source
from tests.factories import make_editor, make_framework
from tests.servers import serving

pytestmark = pytest.mark.django_db


def project(name, *files):
    """What an index says of a project; each file is (filename, upload-time, yanked)."""
    document = {
        "meta": {"api-version": "1.4"},
        "name": name,
        "files": [
            {
                "filename": filename,
                "url": f"https://files.example/{filename}",
                "hashes": {"sha256": "0" * 64},
                "upload-time": uploaded,
                "yanked": yanked,
            }
            for filename, uploaded, yanked in files
        ],
    }
    return (200, {"Content-Type": releases.MEDIA_TYPE}, json.dumps(document).encode())


def wheel(version, uploaded="2026-08-01T10:00:00.000000Z", yanked=False, name="keras"):
    return (f"{name}-{version}-py3-none-any.whl", uploaded, yanked)


@pytest.fixture
def index(settings):
    with serving({}) as server:
        server.address = f"{server.url}/simple/"
        yield server


def sync(index, **options):
    return releases.sync_releases(
        index.address, by=findings.robot(), resolve=index.resolve, **options
    )


def make_printed(slug="keras", version="3.15.1", *, name=None, registry="PyPI"):
    live = make_framework(slug)
    live.packages.create(
        registry=registry, name=name or slug, version=version, released_on="2026-07"
    )
    live.releases.create(role="latest", version=version, released_on="2026-07-29")
    live.releases.create(role="first", version="0.1", released_on="2015")
    return live


def test_newer_version_is_found_once_and_closed_when_it_is_printed(index):
    live = make_printed()
    index.answers["/simple/keras/"] = project("keras", wheel("3.15.1"), wheel("3.16.0"))

    first, second = sync(index), sync(index)

    finding = Finding.objects.get()
    assert first.newer == second.newer == ["PyPI: keras: 3.15.1 → 3.16.0"]
    assert (finding.kind, finding.slug, finding.pointer) == (
        "new_release",
        "keras",
        "/packages/PyPI keras/version",
    )
    assert finding.detail == {
        "package": "PyPI: keras",
        "printed": "3.15.1",
        "version": "3.16.0",
        "released_on": "2026-08-01",
        "url": f"{index.address}keras/",
    }
    assert live.entry.open_revision is None

    live.packages.update(version="3.16.0")
    sync(index)

    finding.refresh_from_db()
    assert finding.state == "resolved"
    assert index.asked[0][3]["Accept"] == releases.MEDIA_TYPE


@pytest.mark.parametrize(
    "files",
    [
        [wheel("3.15.1")],
        [wheel("3.9.0"), wheel("3.15.0")],
        [wheel("4.0.0rc1"), wheel("4.0.0.dev1"), wheel("4.0a1")],
        [wheel("4.0.0", yanked=True), wheel("4.0.1", yanked="broken on Windows")],
        [("keras-4.0.0.exe", "", False), ("keras.whl", "", False), ("keras-x.tar.gz", "", False)],
        [],
    ],
)
def test_pre_releases_yanked_and_unreadable_files_are_no_news(files, index):
    make_printed()
    index.answers["/simple/keras/"] = project("keras", *files)

    run = sync(index)

    assert (run.asked, run.newer, run.failed) == (1, [], [])
    assert not Finding.objects.exists()


@pytest.mark.parametrize("printed", ["", "unknown", "3.x", "4.0"])
def test_printed_version_that_can_not_be_behind_is_left_alone(printed, index):
    make_printed(version=printed)
    index.answers["/simple/keras/"] = project("keras", wheel("3.16.0"))

    assert sync(index).newer == []


def test_version_counts_by_its_order_and_is_dated_by_its_first_file(index):
    files = [
        wheel("3.9.9"),
        wheel("3.16.0", "2026-08-03T00:00:00Z"),
        ("keras-3.16.0.tar.gz", "2026-08-02T23:59:59Z", False),
        wheel("3.17.0", yanked=True),
        ("keras-3.16.0-cp311-cp311-win_amd64.whl", None, False),
    ]
    index.answers["/simple/keras/"] = project("keras", *files)

    newest = releases.newest_release(index.address, "Keras", resolve=index.resolve)

    assert (newest.version, newest.released_on) == ("3.16.0", "2026-08-02")


@pytest.mark.parametrize(
    "answer",
    [
        (404, {}, b""),
        (200, {}, b"<html>"),
        (200, {}, b"[]"),
        (200, {}, b'{"meta": {"api-version": "2.0"}, "files": []}'),
        (200, {}, b'{"meta": {"api-version": "1.0"}, "files": {}}'),
        (200, {}, b'{"meta": null}'),
        (302, {"Location": "http://127.0.0.1/"}, b""),
    ],
)
def test_answer_that_is_none_is_told_and_closes_nothing(answer, index):
    make_printed()
    make_printed("torch", "2.0")
    index.answers |= {
        "/simple/keras/": project("keras", wheel("3.16.0")),
        "/simple/torch/": project("torch", wheel("2.0", name="torch")),
    }
    sync(index)

    index.answers["/simple/keras/"] = answer
    run = sync(index)

    assert (run.asked, len(run.failed), Finding.objects.open().count()) == (2, 1, 1)
    assert run.failed[0].startswith(("http://127.0.0.1/", f"{index.address}keras/"))


def test_only_packages_of_the_registry_in_live_revisions_are_asked(index):
    make_printed("keras", registry="npm")
    live = make_printed("torch", "2.0")
    actions.trash(live.entry, by=make_editor())

    run = sync(index)

    assert (run.asked, index.asked) == (0, [])


def test_finding_is_over_when_the_package_is_not_printed_any_more(index):
    live = make_printed()
    index.answers["/simple/keras/"] = project("keras", wheel("3.16.0"))
    sync(index)

    live.packages.all().delete()
    sync(index)

    assert Finding.objects.get().state == "resolved"


def test_dismissed_version_is_not_raised_again_and_the_next_one_is(index):
    make_printed()
    index.answers["/simple/keras/"] = project("keras", wheel("3.16.0"))
    sync(index)
    findings.dismiss(Finding.objects.get(), reason="A mistake of theirs.", by=make_editor())

    again = sync(index, draft=True)
    index.answers["/simple/keras/"] = project("keras", wheel("3.16.1"))
    sync(index)

    assert again.newer == []
    assert [one.detail["version"] for one in Finding.objects.open()] == ["3.16.1"]
    assert not Framework.objects.get().open_revision


def test_draft_says_the_new_version_with_its_source_and_is_not_published(index):
    live = make_printed()
    live.packages.create(registry="PyPI", name="tf-keras", version="2.20.0")
    index.answers |= {
        "/simple/keras/": project("keras", wheel("3.16.0")),
        "/simple/tf-keras/": project("tf-keras", wheel("2.21.0", name="tf_keras")),
    }

    sync(index, draft=True)
    sync(index, draft=True)

    draft = live.entry.open_revision
    package, other = draft.packages.all()
    first, latest = draft.releases.all()
    source = Source.objects.get(slug="keras-3.16.0-index")
    assert (draft.number, draft.state, draft.created_by.username) == (2, "draft", "robot")
    assert (package.version, package.released_on) == ("3.16.0", "2026-08-01")
    assert (other.version, other.released_on) == ("2.21.0", "2026-08-01")
    assert (latest.version, latest.released_on) == ("3.16.0", "2026-08-01")
    assert (first.version, list(latest.sources.all())) == ("0.1", [source])
    assert source.url == f"{index.address}keras/"
    assert live.entry.live_revision == live
    assert {one.detail["draft"] for one in Finding.objects.open()} == {"made"}
    assert {one.detail["number"] for one in Finding.objects.open()} == {2}
    actions.publish(draft, by=make_editor())


def test_entry_with_an_open_draft_is_left_alone_and_the_finding_says_so(index):
    live = make_printed()
    draft = actions.open_draft(live.entry, by=make_editor())
    index.answers["/simple/keras/"] = project("keras", wheel("3.16.0"))

    sync(index, draft=True)

    finding = Finding.objects.get()
    assert live.entry.open_revision == draft
    assert draft.packages.get().version == "3.15.1"
    assert (finding.detail["draft"], finding.detail["number"]) == ("busy", 2)
    assert "#2" in finding.message
    assert not Source.objects.exists()


def test_command_without_an_index_names_the_setting(settings):
    settings.PACKAGE_INDEX_URL = ""

    with pytest.raises(CommandError, match="PACKAGE_INDEX_URL is not set"):
        call_command("sync_releases")


def test_command_reaches_the_index_that_its_operator_named(index, settings):
    settings.PACKAGE_INDEX_URL = index.address.replace("atlas.test", "127.0.0.1")
    make_printed()
    index.answers["/simple/keras/"] = project("keras", wheel("3.16.0"))
    out = StringIO()

    call_command("sync_releases", stdout=out)

    assert out.getvalue().splitlines() == [
        "PyPI: keras: 3.15.1 → 3.16.0",
        "1 packages compared, 1 newer, 0 without an answer.",
    ]


def test_command_fails_when_the_index_answers_nothing(index, settings):
    settings.PACKAGE_INDEX_URL = index.address.replace("atlas.test", "127.0.0.1")
    make_printed()
    err = StringIO()

    with pytest.raises(CommandError):
        call_command("sync_releases", stderr=err)

    assert "status 404" in err.getvalue()
