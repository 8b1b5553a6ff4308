"""The formats of dumps. Each is written from a file with one document a line, line by line."""

import csv
import json
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from catalog.documents.formats.csv_file import line_of
from catalog.dumps.parquet import PACKAGE, write_parquet
from catalog.dumps.sqlite import write_sqlite
from catalog.dumps.tables import headers, rows_in


def write_lines(texts, file):
    """Newline-delimited JSON: one document a line."""
    for text in texts:
        file.write(text.encode() + b"\n")


def _copy_lines(lines, file, state):
    with lines.open("rb") as source:
        shutil.copyfileobj(source, file)


def _write_json(lines, file, state):
    """One object: the state, and the list of documents."""
    head = json.dumps({"stamp": state.stamp, "cursor": state.cursor})
    file.write(head[:-1].encode() + b', "documents": [')
    separator = b"\n"
    with lines.open("rb") as source:
        for line in source:
            file.write(separator + line.rstrip(b"\n"))
            separator = b",\n"
    file.write(b"\n]}\n")


def _write_csv(lines, file, state):
    """A zip of one table for each kind of row, and one of the state."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        opened = {}
        for name, header in headers().items():
            path = Path(folder) / f"{name}.csv"
            text = stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            opened[name] = text, csv.writer(text)
            opened[name][1].writerow(["table", *header])
        for name, cells in rows_in(lines):
            opened[name][1].writerow(line_of(name, cells))
        for text, _writer in opened.values():
            text.close()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            said = f"stamp,cursor\r\n{state.stamp},{state.cursor}\r\n"
            archive.writestr(_member("state.csv"), said)
            for name in opened:
                path = Path(folder) / f"{name}.csv"
                with path.open("rb") as table, archive.open(_member(path.name), "w") as member:
                    shutil.copyfileobj(table, member)


def _member(name):
    """A file of a zip that says nothing of when it was made, so that equal dumps are equal."""
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    return member


@dataclass(frozen=True)
class Format:
    """`package` is what writing takes beside what every site has installed.

    `is_packed` says that its bytes are compressed already, so that packing them is no use.
    """

    suffix: str
    content_type: str
    write: object
    package: str = ""
    is_packed: bool = False

    @property
    def is_offered(self):
        return not self.package or find_spec(self.package) is not None


FORMATS = {
    "json": Format("json", "application/json", _write_json),
    "ndjson": Format("ndjson", "application/x-ndjson", _copy_lines),
    "csv": Format("csv.zip", "application/zip", _write_csv, is_packed=True),
    "sqlite": Format("sqlite", "application/vnd.sqlite3", write_sqlite),
    "parquet": Format("parquet", "application/vnd.apache.parquet", write_parquet, PACKAGE, True),
}
