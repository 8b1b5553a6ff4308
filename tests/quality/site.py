"""A site as in production (no DEBUG, the cache in front) with the shipped content."""

import os
import secrets
import subprocess
import sys
from contextlib import contextmanager

from tests.servers import ROOT, site_server


@contextmanager
def serving(folder, **variables):
    """The address of the site, and its variables; all its data is in `folder`."""
    environment = production(folder) | variables
    for command in (["migrate", "-v0"], ["load_content"], ["collectstatic", "--noinput", "-v0"]):
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True)
    with site_server(environment) as (host, port):
        yield f"http://{host}:{port}", environment


def production(folder):
    variables = {
        "DEBUG": "false",
        "HTTPS": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'atlas.sqlite3'}",
        "PAGE_CACHE_FOLDER": str(folder / "pages"),
        "API_LIMITS_FILE": str(folder / "limits.sqlite3"),
        "DUMP_ROOT": str(folder / "dumps"),
    }
    return {**os.environ, **variables}
