"""JSON: a list of whole documents, one a line; read one after the other."""

import json
import re

from django.utils.translation import gettext as _

from catalog.documents.contents import whole_of
from catalog.documents.dump import json_of
from catalog.documents.limits import FileRefused, encoding_of
from catalog.documents.placed import Place
from catalog.documents.quoting import not_json
from catalog.documents.strict_json import DECODER

SPACE = re.compile(r"[ \t\r\n]*")


def write(file, kind, documents):
    """Write (slug, number, values) of each document to the text file."""
    separator = "[\n"
    for slug, number, values in documents:
        entry = {"kind": kind, "slug": slug, "revision": number, "values": values}
        file.write(separator + json_of(entry))
        separator = ",\n"
    file.write("\n]\n" if separator == ",\n" else "[]\n")


def read(path, faults):
    """Yield the `Content` of each entry; what is wrong goes to `faults`."""
    text = path.read_text(encoding=encoding_of(path))
    at, line = _skip(text, 0), 1
    if text[at : at + 1] != "[":
        raise FileRefused(_("The file must be a JSON list of entries: [ … ]."))
    end = _skip(text, at + 1)
    while text[end : end + 1] != "]":
        line += text.count("\n", at, end)
        at = end
        try:
            raw, end = DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            faults.add(
                Place("", error.lineno, str(error.colno)), _("is not JSON: %s") % not_json(error)
            )
            return
        except (ValueError, RecursionError) as error:
            faults.add(Place("", line), _("is not JSON: %s") % not_json(error))
            return
        if content := whole_of(raw, line, faults):
            yield content
        end = _skip(text, end)
        if text[end : end + 1] == ",":
            end = _skip(text, end + 1)
        elif text[end : end + 1] != "]":
            line += text.count("\n", at, end)
            faults.add(Place("", line), _("the list of entries is cut off"))
            return
    after = _skip(text, end + 1)
    if after < len(text):
        line += text.count("\n", at, after)
        faults.add(Place("", line), _("something follows the list of entries"))


def _skip(text, at):
    return SPACE.match(text, at).end()
