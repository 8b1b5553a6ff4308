"""A client in TypeScript, of types that a public generator makes, does what integrators do."""

import json
import shutil
from pathlib import Path

import pytest

from catalog import actions, tokens
from tests.factories import make_draft, make_editor, make_framework
from tests.node import installed, run_node
from tests.quality.site import production
from tests.servers import ROOT, database_url, site_server

pytestmark = pytest.mark.server

RECIPE = ROOT / "docs/api/recipes/typescript"
PROGRAM = Path(__file__).with_name("typescript_client.ts")


@pytest.fixture
def project(request, tmp_path):
    """A folder as its readers have it: the recipe, the generated types, and the program."""
    modules = installed(RECIPE / "package.json", request.config.cache.mkdir("typescript"))
    folder = shutil.copytree(RECIPE, tmp_path / "project")
    (folder / "node_modules").symlink_to(modules)
    generate = modules / "openapi-typescript/bin/cli.js"
    run_node(generate, ROOT / "docs/api/openapi.json", "-o", "openapi.ts", folder=folder)
    shutil.copy(PROGRAM, folder)
    return folder


@pytest.fixture
def secret(transactional_db):
    """A token, on a site with three live frameworks, one of them retired, a draft, and one gone."""
    for slug, status in [("alpha", "active"), ("beta", "retired"), ("gamma", "active")]:
        make_framework(slug, status=status)
    make_draft("hidden")
    by = make_editor()
    actions.trash(make_framework("delta").entry, by=by)
    return tokens.make_token("client", tokens.scopes_for(by), days=1, by=by)[1]


def test_client_in_typescript_does_what_integrators_do(project, secret, tmp_path):
    run_node("node_modules/typescript/bin/tsc", "--noEmit", "--strict", "-p", ".", folder=project)
    site = production(tmp_path) | {"DATABASE_URL": database_url()}

    with site_server(site) as (host, port):
        told = run_node(PROGRAM.name, f"http://{host}:{port}", secret, folder=project)

    assert json.loads(told) == {
        "listed": ["alpha", "beta", "gamma"],
        "active": ["alpha", "gamma"],
        "either": ["alpha", "beta", "gamma"],
        "sparse": ["id", "name", "language"],
        "walked": ["alpha", "beta", "gamma"],
        "status": "active",
        "again": None,
        "absent": "404 not_found: 此网址没有对应的内容。",
        "copy": ["framework/alpha", "framework/beta", "framework/gamma"],
        "written": [200, "MIT"],
        "stale": [412, "stale"],
        "refused": [401, "not_authenticated"],
    }
