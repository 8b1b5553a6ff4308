"""The formats of files: each module reads `Content` from a file and writes documents to one."""

from pathlib import Path

from django.utils.translation import gettext as _

from catalog.documents.formats import csv_file, json_file, xliff_file, xlsx_file, yaml_file
from catalog.documents.limits import FileRefused, check_size

FORMATS = {
    "csv": csv_file,
    "xlsx": xlsx_file,
    "json": json_file,
    "yaml": yaml_file,
    "xliff": xliff_file,
}
SUFFIXES = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xlf": "xliff",
    ".xliff": "xliff",
}


def format_of(name):
    """The format that the name of a file says."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise FileRefused(
            _("“%(name)s” is no file that can be imported; its name must end in %(known)s.")
            % {"name": Path(name).name, "known": ", ".join(SUFFIXES)}
        )
    return SUFFIXES[suffix]


def read(path, faults, *, name=None, kind=None, encoding="utf-8"):
    """The `Content` of each entry in the file at `path`, to be gone through once.

    `name` says the format where `path` does not. What is wrong with the file goes to `faults`, as
    far as it is read; `FileRefused` is raised where nothing is read at all. Tables know their
    length in entries.
    """
    found = format_of(name or path)
    path = Path(path)
    check_size(path)
    if found == "csv":
        return csv_file.read(path, faults, kind=kind, encoding=encoding)
    return FORMATS[found].read(path, faults)
