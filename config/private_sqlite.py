"""An SQLite database that only its owner reads: it holds hashes of passwords and open drafts."""

import os
import sqlite3
from contextlib import suppress


class PrivateConnection(sqlite3.Connection):
    """A connection that creates the file of the database for its owner only.

    SQLite itself would create it as the umask says, and gives the files beside it (`-wal`, `-shm`)
    the mode of the database. A file that exists keeps its mode.
    """

    def __init__(self, database, *args, **kwargs):
        if is_file(database):
            with suppress(OSError):  # SQLite says what is wrong with the path
                os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
        super().__init__(database, *args, **kwargs)


def is_file(database):
    """Whether a database is named by a path, and is neither in memory nor named by a URI."""
    name = os.fspath(database)
    return name not in ("", ":memory:") and not name.startswith("file:")
