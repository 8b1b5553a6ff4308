"""YAML: one document an entry, set apart by `---`; read one after the other."""

import yaml
from django.utils.translation import gettext as _

from catalog.documents.contents import whole_of
from catalog.documents.limits import DEPTH, MEGABYTE, FileRefused, encoding_of
from catalog.documents.placed import Place
from catalog.documents.quoting import NotTaken, not_yaml
from catalog.documents.read import PlacedConstructor

MOST_BYTES = 10 * MEGABYTE
# What costs time is values and documents, not bytes: of this many, about three seconds. An honest
# file of ten megabytes has fewer.
MOST_VALUES = 200_000
MOST_DOCUMENTS = 10_000
LONGEST_NUMBER = 100  # characters; a number to the base of sixty takes the square of its length
NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
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


if yaml.__with_libyaml__:

    class Parser(yaml.cyaml.CParser):
        """libyaml's, five times as fast as the one in Python."""

else:

    class Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
        """The one in Python."""

        def __init__(self, stream):
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)


class Loader(yaml.composer.Composer, Parser, PlacedConstructor, yaml.resolver.Resolver):
    """A few lines of aliases can stand for gigabytes, a row of brackets for a stack overflow."""

    def __init__(self, stream):
        Parser.__init__(self, stream)
        yaml.composer.Composer.__init__(self)
        PlacedConstructor.__init__(self)
        yaml.resolver.Resolver.__init__(self)
        self.depth = self.values = self.documents = 0

    def compose_document(self):
        self.documents += 1
        if self.documents > MOST_DOCUMENTS:
            raise FileRefused(
                _("The file has more than %(allowed)s YAML documents. Import it in parts.")
                % {"allowed": MOST_DOCUMENTS}
            )
        return super().compose_document()

    def compose_node(self, parent, index):
        if self.check_event(yaml.events.AliasEvent):
            self._refuse(_("aliases are not accepted"))
        self.depth += 1
        self.values += 1
        if self.depth > DEPTH:
            self._refuse(_("holds values within values too deep to be a document"))
        if self.values > MOST_VALUES:
            raise FileRefused(
                _("The file has more than %(allowed)s YAML values. Import it in parts or as JSON.")
                % {"allowed": MOST_VALUES}
            )
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def compose_scalar_node(self, anchor):
        is_long = len(self.peek_event().value) > LONGEST_NUMBER
        mark = self.peek_event().start_mark
        node = super().compose_scalar_node(anchor)
        if is_long and node.tag in NUMBERS:
            raise NotTaken(None, None, _("the number is too long"), mark)
        return node

    def _refuse(self, message):
        mark = self.peek_event().start_mark
        raise NotTaken(None, None, message, mark)


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
    encoding = encoding_of(path)
    with path.open(encoding=encoding) as file:
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
