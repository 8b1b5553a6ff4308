"""The recipes of docs/api/recipes work against a running server."""

import csv
import io
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.factories import make_draft, make_framework

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
    make_framework("alpha", status="active", summary_en="<b> & more")
    make_framework("omega", status="retired")
    make_draft("hidden")
    return live_server.url


def test_recipes_work_against_a_running_server(site, tmp_path):
    api = f"{site}/api/v1/"

    passed = run("ended.py", api, "alpha")
    ended = run("ended.py", api, "alpha", "omega")
    unknown = run("ended.py", api, "hidden")
    built = run("site.py", api, tmp_path)
    with urllib.request.urlopen(f"{site}/zh-hans/matrix/?format=csv&column=fact:status") as answer:
        table = answer.read()

    assert (passed.returncode, passed.stdout) == (0, "alpha: active\n"), passed.stderr
    assert (ended.returncode, ended.stdout) == (1, "alpha: active\nomega: retired\n")
    assert (unknown.returncode, unknown.stdout) == (1, "hidden: not in the catalogue\n")
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
