"""The second level of one machine: a file for each address, shared by its processes."""

import os
import tempfile
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from time import monotonic, sleep

from django.core.files import locks

from catalog.delivery.answers import load

LOCKS = 64  # addresses share them, so that locks leave no files behind
LOCK_WAIT = 10.0  # seconds; whoever waited so long renders the page itself
PAUSE = 0.01  # seconds between two looks at a lock
SWEEP_EVERY = 200  # files written by one process


class Files:
    """Answers under `folder`, of about `limit` bytes together; the oldest go first.

    A release has a folder of its own: what other code or templates rendered is never read. A disk
    that is full or gone makes pages slower, never wrong.
    """

    def __init__(self, folder, *, release, limit):
        self.root, self.limit = Path(folder), limit
        self.folder, self.written = self.root / release, 0

    def get(self, address):
        with suppress(OSError):
            return load(self._path(address).read_bytes(), address)
        return None

    def put(self, address, answer):
        path = self._path(address)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, answer.dump(address))
            self.written += 1
            if self.written % SWEEP_EVERY == 1:
                self.sweep()

    def drop(self, address):
        with suppress(OSError):
            self._path(address).unlink(missing_ok=True)

    @contextmanager
    def lock(self, address):
        """Held by one thread of one process; given up by the system when the process dies."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            number = int(_name(address)[:8], 16) % LOCKS
            file = (self.folder / f"{number}.lock").open("wb")
        except OSError:
            yield
            return
        with file:
            end = monotonic() + LOCK_WAIT
            while not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB) and monotonic() < end:
                sleep(PAUSE)
            yield

    def sweep(self):
        """Delete the oldest files, of old releases too, where all together are too large."""
        kept = []
        for path in self.root.rglob("*.answer"):
            with suppress(OSError):
                state = path.stat()
                kept.append((state.st_mtime_ns, state.st_size, path))
        total = sum(size for _time, size, _path in kept)
        for _time, size, path in sorted(kept):
            if total <= self.limit:
                return
            with suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, address):
        name = _name(address)
        return self.folder / name[:2] / f"{name}.answer"

    def _write(self, path, content):
        """Whole or not at all, also for a process that reads at the same moment."""
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with open(handle, "wb") as file:
                file.write(content)
            os.replace(temporary, path)
        except OSError:
            os.unlink(temporary)
            raise


def _name(address):
    return blake2b("\n".join(address).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
