"""The catalogue as data frames: `python frames.py https://HOST/api/v1/ frameworks.csv`.

Reads the dump in SQLite, where what nobody knows is null and texts are as they are said; in the
CSV dump they have a mark before what a spreadsheet would run. Needs pandas.
"""

import sqlite3
import sys
import urllib.request
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

SHOWN = ["name", "status", "licence", "verified_on"]


def tables(api, *names):
    """The tables of the dump with these names, as data frames; all of one state."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dump.sqlite"
        with urllib.request.urlopen(f"{api}dump.sqlite", timeout=60) as answer:
            path.write_bytes(answer.read())
        with closing(sqlite3.connect(path)) as database:
            return [pd.read_sql(f'SELECT * FROM "{name}"', database) for name in names]


def overview(frameworks, releases, facts):
    """One row a framework: what it is, the year it began, and how many of its facts are sure."""
    firsts = releases[releases["role"] == "first"].groupby("framework")["released_on"].min()
    sure = facts[facts["confidence"] == "high"].groupby("framework").size()
    found = frameworks.set_index("slug")[SHOWN].sort_index()
    # Documents leave out what is as usual, and a status that nobody knows is.
    found["status"] = found["status"].fillna("unknown")
    found["verified_on"] = pd.to_datetime(found["verified_on"])
    # A day may be known to the month or the year only: 2015-03, 2015.
    found["began"] = firsts.str[:4].astype("Int64")
    found["sure_facts"] = sure
    return found.fillna({"sure_facts": 0}).astype({"sure_facts": int})


def main(api, path):
    found = overview(*tables(api, "framework", "release", "fact"))
    print(found["status"].value_counts().sort_index().to_string())
    unfinished = Path(f"{path}.part")  # a write that fails leaves the table that was there
    found.to_csv(unfinished)
    unfinished.replace(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
