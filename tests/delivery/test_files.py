"""The second level in files: whole answers or none, and not too many."""

import os

import pytest

from catalog.delivery.addresses import Address
from catalog.delivery.answers import Answer
from catalog.delivery.files import Files
from catalog.delivery.release import release

HERE = Address("http", "atlas.example", "/en/", "", "en")


def answer(body=b"<p>page</p>"):
    return Answer("1", "200 OK", [("Content-Type", "text/html")], {"": body, "gzip": b"z"}, 1.0)


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path, release="one", limit=10_000)


def test_answer_comes_back_as_it_was(files):
    files.put(HERE, answer())

    found = files.get(HERE)

    assert (found.stamp, found.status, found.headers) == ("1", "200 OK", answer().headers)
    assert (found.bodies, found.kept_at) == (answer().bodies, 1.0)
    assert found.variants[""].etag == answer().variants[""].etag


def test_other_release_host_or_language_finds_nothing(files, tmp_path):
    files.put(HERE, answer())

    assert Files(tmp_path, release="two", limit=10_000).get(HERE) is None
    assert files.get(HERE._replace(host="other.example")) is None
    assert files.get(HERE._replace(language="zh-hans")) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECURE_SSL_REDIRECT", True), ("SECURE_HSTS_SECONDS", 60), ("SITE_URL", "https://a.example")],
)
def test_setting_that_answers_depend_on_makes_another_release(settings, name, value):
    before = release()

    setattr(settings, name, value)

    assert release() != before


@pytest.mark.parametrize("damage", [lambda raw: raw[:-1], lambda raw: b"", lambda raw: b"\x00" * 9])
def test_damaged_file_is_no_answer(files, tmp_path, damage):
    files.put(HERE, answer())
    (path,) = tmp_path.rglob("*.answer")

    path.write_bytes(damage(path.read_bytes()))

    assert files.get(HERE) is None


def test_folder_that_can_not_be_written_is_no_fault(tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    files = Files(tmp_path / "taken", release="one", limit=10_000)

    with files.lock(HERE):
        files.put(HERE, answer())
        files.drop(HERE)

    assert files.get(HERE) is None


def test_sweep_deletes_the_oldest_until_the_rest_fits(files, tmp_path):
    for number in range(8):
        files.put(here := HERE._replace(query=f"q={number}"), answer(b"x" * 2000))
        os.utime(files._path(here), (number, number))

    files.sweep()

    left = [number for number in range(8) if files.get(HERE._replace(query=f"q={number}"))]
    assert left == [4, 5, 6, 7]
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.answer")) <= 10_000
