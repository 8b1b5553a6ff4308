"""Where dumps are kept: one file for each state of the catalogue and each format."""

import gzip
import hashlib
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import locks

from catalog.documents.public import dumped_lines
from catalog.dumps.writers import FORMATS, write_lines
from catalog.models import PublicChange
from catalog.models.public import BEGINNING

# Files of earlier states are kept for who is reading them still.
KEPT_SECONDS = 3600
ATTEMPTS = 3


@dataclass(frozen=True)
class Dump:
    """A finished file, the stamp and cursor that it stands at, and its SHA-256 in bytes.

    Changes after the cursor, replayed over what the file says, give the catalogue of today.
    """

    path: Path
    stamp: int
    cursor: str
    sha256: bytes


@dataclass(frozen=True)
class State:
    """How far the public log has come. A restored backup may repeat a stamp, not its moment."""

    stamp: int
    cursor: str
    name: str


def dump(format_, *, is_packed=False):
    """The `Dump` of the catalogue as it is now, in one of `FORMATS`; packed, its file is gzip."""
    state, lines = _lines()
    path = _folder() / f"{state.name}.{FORMATS[format_].suffix}"
    _make(path, lambda file: FORMATS[format_].write(lines, file, state))
    if is_packed:
        whole, path = path, path.with_name(f"{path.name}.gz")
        _make(path, lambda file: _pack(whole, file))
    return Dump(path, state.stamp, state.cursor, _digest(path))


def _pack(whole, file):
    """The same bytes each time: without a name, and without the moment at which it was made."""
    with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed, whole.open("rb") as source:
        shutil.copyfileobj(source, packed)


def current_state():
    last = PublicChange.objects.order_by("-pk").first()
    if last is None:
        return State(0, BEGINNING, "0-0-empty")
    return State(last.stamp, last.cursor, f"{last.stamp}-{last.cursor}-{last.at:%Y%m%dT%H%M%S%f}")


def _lines():
    """The state, and the file with a document a line that all formats are made of.

    Documents are read one after the other. Where the catalogue changes meanwhile they are read
    again; should it never stand still, they are at least as new as the state, which is enough for
    who replays what came after it.
    """
    for _attempt in range(ATTEMPTS):
        state = current_state()
        path = _folder() / f"{state.name}.{FORMATS['ndjson'].suffix}"
        _make(path, lambda file: write_lines(dumped_lines(), file))
        if current_state() == state:
            break
    return state, path


def _folder():
    settings.DUMP_ROOT.mkdir(parents=True, exist_ok=True)
    return settings.DUMP_ROOT


def _make(path, write):
    """The file, made by the first of those who want it, threads and processes; the others wait."""
    if path.exists():
        return
    with _alone_with(path):
        if not path.exists():
            _put(path, write)


@contextmanager
def _alone_with(path):
    """Held by one thread of one process; given up by the system when the process dies."""
    # One for each format, so that locks of earlier states are not left behind.
    with path.with_name(f"{path.name.partition('.')[2]}.lock").open("wb") as file:
        locks.lock(file, locks.LOCK_EX)
        yield


def _put(path, write):
    """Write the file beside its place and put it there whole, for whoever reads meanwhile."""
    with TemporaryDirectory(dir=path.parent, prefix="making-") as folder:
        made = Path(folder) / path.name
        with made.open("wb") as file:
            write(file)
        made.replace(path)
    _drop_old(path)


def _drop_old(path):
    for other in path.parent.glob(f"*-*-*.{path.suffix[1:]}"):
        if other != path and time.time() - other.stat().st_mtime > KEPT_SECONDS:
            other.unlink(missing_ok=True)


def _digest(path):
    """The SHA-256 of the file, worked out once and kept beside it."""
    kept = path.with_name(f"{path.name}.sha256")
    _make(kept, lambda file: file.write(_hexadecimal(path)))
    return bytes.fromhex(kept.read_text())


def _hexadecimal(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest().encode()
