"""Values that wait on disk, because there may be more of them than memory holds."""

import pickle
from os import SEEK_END
from tempfile import TemporaryFile
from weakref import finalize


class Spool:
    """Takes values, then gives them back in that order, as often as it is gone through."""

    def __init__(self):
        # It has no name under which somebody else could write to it, and ends with this object.
        self.file = TemporaryFile()  # noqa: SIM115
        finalize(self, self.file.close)
        self.count = 0

    def append(self, value):
        self.file.seek(0, SEEK_END)
        pickle.dump(value, self.file)
        self.count += 1

    def __len__(self):
        return self.count

    def __iter__(self):
        self.file.seek(0)
        for _each in range(self.count):
            yield pickle.load(self.file)  # noqa: S301 - what `append` has written
