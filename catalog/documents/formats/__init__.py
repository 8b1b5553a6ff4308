"""The formats of files: each module reads `Content` from a file and writes documents to one."""

from importlib import import_module
from pathlib import Path

from django.utils.translation import gettext as _

from catalog.documents.limits import AUTO, FileRefused, check_size

# Those that are written; ODS is read only.
FORMATS = ("csv", "xlsx", "json", "yaml", "xliff")
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".ods": "ods",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xlf": "xliff",
    ".xliff": "xliff",
}


def module_of(format_):
    """The module of a format, loaded when it is first used.

    What reads workbooks takes a twelfth of a worker's start, and readers never need it.
    """
    return import_module(f"{__name__}.{format_}_file")


def format_of(name):
    """The format that the name of a file says."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise FileRefused(
            _("“%(name)s” is no file that can be imported; its name must end in %(known)s.")
            % {"name": Path(name).name, "known": ", ".join(SUFFIXES)}
        )
    return SUFFIXES[suffix]


def read(path, faults, *, name=None, kind=None, encoding=AUTO):
    """The `Content` of each entry in the file at `path`, to be gone through once.

    `name` says the format where `path` does not. What is wrong with the file goes to `faults`, as
    far as it is read; `FileRefused` is raised where nothing is read at all. Tables know their
    length in entries.
    """
    found = format_of(name or path)
    path = Path(path)
    check_size(path)
    options = {"kind": kind, "encoding": encoding} if found == "csv" else {}
    return module_of(found).read(path, faults, **options)
