"""The folder of an export: staged beside what is there, checked, then flipped file by file."""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

# Which files an export wrote, with their SHA-256, and what they are made of where all are of one
# moment.
MANIFEST = ".export.json"
STAGE = ".export-stage"


class FolderRefused(Exception):
    """The folder holds files that no export wrote."""


@dataclass(frozen=True)
class Summary:
    """How many files there are, were written anew, and were removed."""

    files: int
    written: int
    removed: int


class Store:
    """Files of an export; a kill at any moment leaves every file of the folder whole."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.stage = self.folder / STAGE
        self._hashes, self._changed = {}, []

    def __enter__(self):
        self._before, self._made_of = self._read_manifest()
        shutil.rmtree(self.stage, ignore_errors=True)  # of a run that was killed
        self.stage.mkdir(parents=True)
        return self

    def __exit__(self, *exception):
        shutil.rmtree(self.stage, ignore_errors=True)

    def holds(self, made_of):
        """Whether every file is here that an export made of the same wrote, as it wrote it."""
        return made_of == self._made_of and all(
            _hash(self.folder / file) == wanted for file, wanted in self._before.items()
        )

    def unchanged(self):
        return Summary(len(self._before), 0, 0)

    def put(self, file, content):
        """Stage a file, unless the same content is there already."""
        self._hashes[file] = hashlib.sha256(content).hexdigest()
        if _same(self.folder / file, content):
            return
        staged = self.stage / file
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content)
        self._changed.append(file)

    def publish(self, made_of):
        """Put the staged files in their places, then remove those of pages that are gone."""
        # Named before they are there, so that a later run knows them even after a kill.
        self._write_manifest(self._before | self._hashes)
        for file in self._changed:
            target = self.folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.stage / file, target)
        gone = sorted(self._before.keys() - self._hashes.keys())
        for file in gone:
            self._remove(file)
        self._write_manifest(self._hashes, made_of)
        return Summary(len(self._hashes), len(self._changed), len(gone))

    def _remove(self, file):
        path = self.folder / file
        path.unlink(missing_ok=True)
        for parent in path.relative_to(self.folder).parents:
            folder = self.folder / parent
            if folder == self.folder or any(folder.iterdir()):
                return
            folder.rmdir()

    def _read_manifest(self):
        manifest = self.folder / MANIFEST
        if manifest.exists():
            written = json.loads(manifest.read_text(encoding="utf-8"))
            return written["files"], written.get("made_of", "")
        if self.folder.exists() and any(one.name != STAGE for one in self.folder.iterdir()):
            raise FolderRefused(
                f"{self.folder} holds files, but none that an export wrote. "
                "Name a new or an empty folder."
            )
        return {}, ""

    def _write_manifest(self, hashes, made_of=""):
        text = json.dumps({"made_of": made_of, "files": dict(sorted(hashes.items()))}, indent=1)
        staged = self.stage / MANIFEST
        staged.write_text(text + "\n", encoding="utf-8")
        os.replace(staged, self.folder / MANIFEST)


def _hash(path):
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _same(path, content):
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False
