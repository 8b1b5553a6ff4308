"""Clients in TypeScript that public generators make of the description do what integrators do.

Two more generators have tests of their own: `test_typescript_client` (openapi-typescript with
openapi-fetch) and `test_python_client` (openapi-python-client).
"""

import json
import shutil
from pathlib import Path

import pytest

from catalog import tokens
from tests.factories import make_draft, make_editor, make_framework
from tests.node import installed, run_node
from tests.quality.site import production
from tests.servers import ROOT, database_url, site_server

pytestmark = [pytest.mark.server, pytest.mark.matrix]

FOLDER = Path(__file__).with_name("generators")
DESCRIPTION = ROOT / "docs/api/openapi.json"
# By generator the program and its arguments, within a folder that has the description.
COMMANDS = {
    "hey-api": (
        *("@hey-api/openapi-ts/bin/run.js", "-i", "openapi.json", "-o", "generated"),
        *("-c", "@hey-api/client-fetch", "--no-log-file"),
    ),
    "swagger-typescript-api": (
        *("swagger-typescript-api/dist/cli.mjs", "generate", "-p", "openapi.json"),
        *("-o", "generated", "-n", "api.ts", "--silent"),
    ),
    "orval": ("orval/dist/bin/orval.mjs", "--config", "orval.config.mjs"),
}


@pytest.fixture
def packages(request):
    return installed(FOLDER / "package.json", request.config.cache.mkdir("generators"))


@pytest.fixture
def secret(transactional_db):
    """A token, on a site with three live frameworks, one of them retired, and a draft."""
    for slug, status in [("alpha", "active"), ("beta", "retired"), ("gamma", "active")]:
        make_framework(slug, status=status)
    make_draft("hidden")
    by = make_editor()
    return tokens.make_token("client", tokens.scopes_for(by), days=1, by=by)[1]


@pytest.mark.parametrize("generator", COMMANDS)
def test_generated_client_does_what_integrators_do(generator, packages, secret, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "project")
    (folder / "node_modules").symlink_to(packages)
    (folder / f"{generator}.ts").rename(folder / "program.ts")
    shutil.copy(DESCRIPTION, folder)
    program, *arguments = COMMANDS[generator]
    run_node(packages / program, *arguments, folder=folder)
    run_node(packages / "typescript/bin/tsc", "--strict", "-p", ".", folder=folder)
    site = production(tmp_path) | {"DATABASE_URL": database_url()}

    with site_server(site) as (host, port):
        told = run_node("made/program.js", f"http://{host}:{port}", secret, folder=folder)

    assert json.loads(told) == {
        "listed": ["alpha", "beta", "gamma"],
        "active": ["alpha", "gamma"],
        "either": ["alpha", "beta", "gamma"],
        "sparse": ["id", "name", "language"],
        "walked": ["alpha", "beta", "gamma"],
        "status": "active",
        "again": 304,
        "absent": 404,
        "written": [200, "MIT"],
        "stale": 412,
        "refused": 401,
    }


def test_description_passes_the_linter(packages):
    config = FOLDER / "redocly.yaml"

    said = run_node(
        packages / "@redocly/cli/bin/cli.js",
        *("lint", DESCRIPTION, "--config", config, "--format", "json"),
        folder=FOLDER,
    )

    assert json.loads(said[said.index("{") :])["problems"] == []
