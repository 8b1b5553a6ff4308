"""Tables as CSV that a spreadsheet opens as it is: UTF-8 with a mark, and nothing that runs."""

import csv
from itertools import chain

from django.http import StreamingHttpResponse

from catalog.documents.cells import plain_cell


class Echo:
    """What `csv.writer` writes to; every line is handed on at once."""

    def write(self, line):
        return line


def csv_response(head, rows, *, filename):
    """A response that streams `head` and then `rows`, sequences of what `str` prints."""
    writer = csv.writer(Echo())
    lines = (writer.writerow([plain_cell(str(cell)) for cell in row]) for row in rows)
    response = StreamingHttpResponse(
        chain(["\ufeff", writer.writerow(head)], lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
