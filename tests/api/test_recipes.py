"""The recipes of docs/api/recipes work against a running server."""

import csv
import io
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from catalog import actions
from tests.factories import make_draft, make_editor, make_framework

pytestmark = [pytest.mark.engine, pytest.mark.server]

FOLDER = Path(__file__).parents[2] / "docs/api/recipes"
PAGES = ("alpha", "index", "omega")


def run(recipe, *arguments):
    return subprocess.run(
        [sys.executable, FOLDER / recipe, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def site(live_server):
    """The address of a site with a framework in use, one retired, and a draft."""
    alpha = make_framework("alpha", status="active", summary_en="<b> & more")
    alpha.packages.create(registry="PyPI", name="alpha-net")
    make_framework("omega", status="retired")
    make_draft("hidden")
    return live_server.url


def test_data_frames_are_made_of_the_dump(site, tmp_path):
    draft = make_draft("middle", status="unknown", name="=1+1", licence="MIT")
    draft.releases.create(role="first", released_on="2015-03", confidence="high")
    draft.facts.create(field="licence", confidence="high")
    actions.publish(draft, by=make_editor())

    done = run("frames.py", f"{site}/api/v1/", tmp_path / "frameworks.csv")

    assert (done.returncode, done.stdout) == (
        0,
        "status\nactive     1\nretired    1\nunknown    1\n",
    ), done.stderr
    assert (tmp_path / "frameworks.csv").read_text("utf-8").splitlines() == [
        "slug,name,status,licence,verified_on,began,sure_facts",
        "alpha,Alpha,active,,,,0",
        "middle,=1+1,unknown,MIT,,2015,1",
        "omega,Omega,retired,,,,0",
    ]


@pytest.mark.parametrize(
    ("recipe", "output", "written"),
    [("site.py", "", "en/alpha.html"), ("frames.py", "frameworks.csv", "frameworks.csv")],
)
def test_recipe_replaces_its_file_and_never_writes_into_it(recipe, output, written, site, tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / written).write_text("before")
    opened = tmp_path / "opened by a reader"
    opened.hardlink_to(tmp_path / written)

    done = run(recipe, f"{site}/api/v1/", tmp_path / output)

    assert (done.returncode, done.stderr) == (0, "")
    assert opened.read_text() == "before" != (tmp_path / written).read_text("utf-8")
    assert [*tmp_path.rglob("*.part")] == []


def test_recipes_work_against_a_running_server(site, tmp_path):
    api = f"{site}/api/v1/"

    passed = run("ended.py", api, "alpha")
    ended = run("ended.py", api, "alpha", "omega")
    unknown = run("ended.py", api, "hidden")
    package = run("ended.py", api, "pkg:pypi/alpha_net", "pkg:pypi/none")
    built = run("site.py", api, tmp_path)
    with urllib.request.urlopen(f"{site}/zh-hans/matrix/?format=csv&column=fact:status") as answer:
        table = answer.read()

    assert (passed.returncode, passed.stdout) == (0, "alpha: active\n"), passed.stderr
    assert (ended.returncode, ended.stdout) == (1, "alpha: active\nomega: retired\n")
    assert (unknown.returncode, unknown.stdout) == (1, "hidden: not in the catalogue\n")
    assert (package.returncode, package.stdout) == (
        1,
        "pkg:pypi/alpha_net: active (alpha)\npkg:pypi/none: not in the catalogue\n",
    )
    assert (built.returncode, built.stderr) == (0, "")
    pages = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.html"))
    assert pages == [f"{lang}/{name}.html" for lang in ("en", "zh") for name in PAGES]
    assert "<p>&lt;b&gt; &amp; more</p>" in (tmp_path / "en/alpha.html").read_text("utf-8")
    assert "<p>alpha 的简介</p>" in (tmp_path / "zh/alpha.html").read_text("utf-8")
    assert table.startswith(b"\xef\xbb\xbf")
    assert [*csv.reader(io.StringIO(table.decode("utf-8-sig")))] == [
        ["框架", "标识", "状态"],
        ["Alpha", "alpha", "活跃"],
        ["Omega", "omega", "已停止"],
    ]
