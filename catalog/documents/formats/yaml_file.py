"""YAML: one document an entry, set apart by `---`; read one after the other."""

import yaml
from django.utils.translation import gettext as _

from catalog.documents.contents import whole_of
from catalog.documents.limits import DEPTH, MEGABYTE, FileRefused, check_text
from catalog.documents.placed import Place
from catalog.documents.quoting import NotTaken, not_yaml
from catalog.documents.read import PlacedLoader

# Read by a parser in Python, at less than a megabyte a second.
MOST_BYTES = 10 * MEGABYTE
BREAKS = {"\x85", "\u2028", "\u2029"}


class Dumper(yaml.SafeDumper):
    """Says everything where it stands: our own reader takes no aliases."""

    def ignore_aliases(self, data):
        return True


def _text(dumper, text):
    # Written plainly these characters are line breaks, and would come back as spaces.
    style = '"' if BREAKS.intersection(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, _text)


class Loader(PlacedLoader):
    """A few lines of aliases can stand for gigabytes, a row of brackets for a stack overflow."""

    depth = 0

    def compose_node(self, parent, index):
        if self.check_event(yaml.events.AliasEvent):
            mark = self.peek_event().start_mark
            raise NotTaken(None, None, _("aliases are not accepted"), mark)
        self.depth += 1
        if self.depth > DEPTH:
            mark = self.peek_event().start_mark
            message = _("holds values within values too deep to be a document")
            raise NotTaken(None, None, message, mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def write(file, kind, documents):
    """Write (slug, number, values) of each document to the text file."""
    for slug, number, values in documents:
        entry = {"kind": kind, "slug": slug, "revision": number, "values": values}
        yaml.dump(
            entry, file, Dumper, allow_unicode=True, sort_keys=False, width=100, explicit_start=True
        )


def read(path, faults):
    """Yield the `Content` of each entry; what is wrong goes to `faults`."""
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(
            _("The file has more than %(allowed)s bytes of YAML. Use JSON.")
            % {"allowed": MOST_BYTES}
        )
    check_text(path, "utf-8")
    with path.open(encoding="utf-8-sig") as file:
        try:
            loader = Loader(file)
            while loader.check_data():
                line = loader.peek_event().start_mark.line + 1
                if content := whole_of(loader.get_data(), line, faults):
                    yield content
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place("", mark.line + 1, str(mark.column + 1)) if mark else Place("", 1)
            faults.add(place, _("is not YAML: %s") % not_yaml(error))
        except (yaml.YAMLError, ValueError) as error:  # ValueError: a date like 2015-99-99
            faults.add(Place("", 1), _("is not YAML: %s") % not_yaml(error))
