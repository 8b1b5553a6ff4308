"""Parquet: a row for each document, its values as JSON. Needs pyarrow (requirements/parquet.txt).

The columns are those of the table `documents` of the SQLite dump. Fields are no columns of their
own, because documents nest rows in rows, and one kind has other fields than the next.
"""

import json
from itertools import islice

PACKAGE = "pyarrow"  # imported where it is used: not every site has it
ROWS_OF_A_GROUP = 1000  # so many documents are in memory at a time


def write_parquet(lines, file, state):
    """Row groups of `ROWS_OF_A_GROUP`; stamp and cursor stand in the metadata of the file."""
    import pyarrow
    from pyarrow import parquet

    text = pyarrow.string()
    schema = pyarrow.schema(
        [("kind", text), ("slug", text), ("revision", pyarrow.int32()), ("document", text)],
        metadata={"stamp": str(state.stamp), "cursor": state.cursor},
    )
    with (
        lines.open(encoding="utf-8") as source,
        parquet.ParquetWriter(file, schema, compression="zstd") as writer,
    ):
        rows = map(_row, source)
        while group := list(islice(rows, ROWS_OF_A_GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema))


def _row(line):
    document = json.loads(line)
    values = json.dumps(document.pop("values"), ensure_ascii=False)
    return document | {"document": values}
