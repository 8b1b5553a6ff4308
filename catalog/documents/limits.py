"""What is refused of a file before it is read: too large, a bomb, not in the encoding it claims."""

import codecs
import zipfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEGABYTE = 1_000_000
# Figures of the reliability plan: a 218 KB workbook that inflates to 73 MB cost a reader 700 MB.
ZIP_RATIO, ZIP_BYTES, ZIP_MEMBERS = 50, 100 * MEGABYTE, 1000
# Below this size a high ratio harms nobody, and an honest table of equal rows reaches it.
ZIP_SMALL = 5 * MEGABYTE
DEPTH = 32
CHUNK = 65_536
AUTO, UTF_8, GB18030, UTF_16 = "auto", "utf-8", "gb18030", "utf-16"
ENCODINGS = {
    AUTO: gettext_lazy("as the file says"),
    UTF_8: "UTF-8",
    GB18030: "GB18030 (GBK)",
    UTF_16: "UTF-16",
}


class FileRefused(Exception):
    """A file that is not read at all; the message is for people."""


def check_size(path):
    size, allowed = Path(path).stat().st_size, settings.IMPORT_MAX_BYTES
    if size > allowed:
        raise FileRefused(
            _("The file has %(size)s bytes; %(allowed)s are accepted. Import it in parts.")
            % {"size": size, "allowed": allowed}
        )
    if not size:
        raise FileRefused(_("The file is empty."))


def check_zip(path):
    """Look at the directory of a zip before anything is inflated; a reader never inflates more."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused(_("The file is no workbook, or it is cut off.")) from error
    inflated = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > ZIP_MEMBERS:
        raise FileRefused(
            _("The workbook has %(found)s parts; %(allowed)s are accepted.")
            % {"found": len(members), "allowed": ZIP_MEMBERS}
        )
    if inflated > ZIP_BYTES or (inflated > ZIP_SMALL and inflated > ZIP_RATIO * max(packed, 1)):
        raise FileRefused(
            _(
                "The workbook would grow from %(packed)s to %(inflated)s bytes; %(bytes)s bytes "
                "and %(ratio)s times its size are accepted."
            )
            % {"packed": packed, "inflated": inflated, "bytes": ZIP_BYTES, "ratio": ZIP_RATIO}
        )
    if len({member.filename for member in members}) < len(members):
        raise FileRefused(_("The workbook names one of its parts twice."))


def encoding_of(path, encoding=AUTO, *, is_table=False):
    """The encoding that the whole file is text in; refused with the first byte that is not.

    A file without a byte order mark is UTF-8; a table may be in the Chinese encoding that Excel
    writes, where it is not UTF-8.
    """
    with Path(path).open("rb") as file:
        start = file.read(4)
    if start.startswith(b"PK\x03\x04"):
        raise FileRefused(_("The file is a workbook. Give it a name that ends in .xlsx or .ods."))
    found = encoding
    if encoding == AUTO:
        is_utf_16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        found = UTF_16 if is_utf_16 else UTF_8
    fault = _first_wrong_byte(path, found)
    if fault is None:
        return "utf-8-sig" if found == UTF_8 else found
    is_chinese = found == UTF_8 and is_table and _first_wrong_byte(path, GB18030) is None
    if is_chinese and encoding == AUTO:
        return GB18030
    position, byte = fault
    texts = {"position": position, "byte": f"0x{byte:02X}", "encoding": ENCODINGS[found]}
    message = _("Byte %(position)s (%(byte)s) is not %(encoding)s.") % texts
    if is_chinese:
        hint = _("The file reads as GB18030: choose that encoding, or save it as “CSV UTF-8”.")
        message = f"{message} {hint}"
    raise FileRefused(message)


def _first_wrong_byte(path, encoding):
    """The position (from 0) and value of the first byte that is not in `encoding`, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    read = 0
    with Path(path).open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            pending = decoder.getstate()[0]
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return read - len(pending) + error.start, error.object[error.start]
            if not chunk:
                return None
            read += len(chunk)
