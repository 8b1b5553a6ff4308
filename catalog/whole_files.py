"""Writing a file as a whole: what fails half-way leaves the file that was there."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A binary file that becomes the one at `path` when the block ends without an exception.

    It is written beside `path`, so that putting it there is one step of the file system. A device
    or a pipe is written to directly.
    """
    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    # Hidden, so that nothing takes it for a finished file; as the shell would create it.
    made = target.with_name(f".{target.name[:100]}-{secrets.token_hex(6)}")
    handle = os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            made.chmod(target.stat().st_mode & 0o777)
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Write a text as UTF-8, or bytes, as a whole."""
    with whole_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
