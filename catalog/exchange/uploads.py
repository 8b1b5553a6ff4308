"""Uploaded files between the look at what they would change and the import.

They lie in a folder that nothing serves, under names that nobody can guess; a signed ticket says
whose they are and is good for an hour. Whatever is older is removed with the next upload.
"""

import os
import secrets
import time
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from catalog.documents import formats
from catalog.documents.limits import AUTO, FileRefused

SALT = "catalog.upload"
LASTING = 60 * 60  # seconds


@dataclass(frozen=True)
class Upload:
    """A file that waits for its import; `name` is what the person calls it."""

    stored: str
    owner: int
    name: str
    kind: str
    encoding: str
    skips_unknown: bool = False

    @property
    def path(self):
        return settings.IMPORT_ROOT / self.stored

    @property
    def ticket(self):
        return signing.dumps(asdict(self), salt=SALT)

    def read(self, faults):
        """The contents of the file; see `formats.read`."""
        return formats.read(
            self.path, faults, name=self.name, kind=self.kind or None, encoding=self.encoding
        )

    def remove(self):
        self.path.unlink(missing_ok=True)


def keep(file, *, by, kind="", encoding=AUTO, skips_unknown=False):
    """Keep an uploaded file for an hour; returns its `Upload`."""
    formats.format_of(file.name)
    _remove_old()
    settings.IMPORT_ROOT.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = Upload(secrets.token_hex(16), by.pk, file.name[-100:], kind, encoding, skips_unknown)
    handle = os.open(kept.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    return kept


def find(ticket, *, by):
    """The upload that `ticket` stands for; refused when it is over, or somebody else's."""
    try:
        found = Upload(**signing.loads(ticket, salt=SALT, max_age=LASTING))
    except (signing.BadSignature, TypeError):
        found = None
    if found is None or found.owner != by.pk or not found.path.exists():
        raise FileRefused(_("The file is not kept any more. Choose it again."))
    return found


def _remove_old():
    if not settings.IMPORT_ROOT.exists():
        return
    for path in settings.IMPORT_ROOT.iterdir():
        if path.stat().st_mtime < time.time() - LASTING:
            path.unlink(missing_ok=True)
