"""XLIFF 2.0: the texts of entries for one language, to and from translators outside.

A unit is one text; its source is the other side as it stands, which is how an import sees that it
has changed since. What the OASIS standard says of each part: docs.oasis-open.org/xliff/xliff-core.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import XMLGenerator

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from catalog.bilingual import (
    DRAFT,
    EN,
    HTML_LANG,
    MACHINE,
    MISSING,
    REVIEWED,
    STALE,
    ZH,
    column,
    fingerprint,
    other,
)
from catalog.documents.contents import Content
from catalog.documents.limits import CHUNK, FileRefused, encoding_of
from catalog.documents.pairs import pairs_of, row_at, steps_of
from catalog.documents.placed import Place, placed
from catalog.documents.read import Mapping
from catalog.documents.schema import KINDS, schema_of
from catalog.validators import xml_text

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
STATES = {
    MISSING: ("initial", None),
    STALE: ("initial", "atlas:stale"),
    MACHINE: ("initial", "atlas:machine"),
    DRAFT: ("translated", None),
    REVIEWED: ("final", None),
}
# What XML can not hold, or would change; XLIFF writes it as <cp>, section 4.2.3.1.
UNSAFE = re.compile("([\x00-\x08\x0b-\x1f\ufffe\uffff])")
# Inline elements that stand for nothing but what they enclose.
TRANSPARENT = ("pc", "mrk", "sm", "em")


def language_of(code):
    """The language of the catalogue that a code such as ``zh-CN`` or ``en-GB`` means, or None."""
    main = (code or "").lower().split("-")[0]
    return {"zh": ZH, "en": EN}.get(main)


def write(file, kind, documents, *, language):
    """Write (slug, number, values with all their marks) of each document to the text file."""
    xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
    xml.startDocument()
    languages = {"srcLang": HTML_LANG[other(language)], "trgLang": HTML_LANG[language]}
    xml.startElement("xliff", {"xmlns": NAMESPACE, "version": "2.0", **languages})
    is_empty = True
    for slug, number, values in documents:
        pairs = [pair for pair in pairs_of(KINDS[kind], values) if pair.texts[other(language)]]
        if pairs:
            _write_entry(xml, kind, slug, number, pairs, language)
            is_empty = False
    if is_empty:
        raise FileRefused(_("There is no text to be translated."))  # and an empty file is no XLIFF
    xml.endElement("xliff")
    xml.endDocument()


def _write_entry(xml, kind, slug, number, pairs, language):
    attributes = {"id": f"{kind}.{slug}", "original": f"{kind}/{slug}#{number}"}
    xml.characters("\n")
    xml.startElement("file", {**attributes, "canResegment": "no", "xml:space": "preserve"})
    for position, pair in enumerate(pairs, start=1):
        _write_unit(xml, f"u{position}", pair, language)
    xml.endElement("file")


def _write_unit(xml, name, pair, language):
    xml.characters("\n")
    xml.startElement("unit", {"id": name, "name": xml_text(pair.pointer)})
    xml.startElement("notes", {})
    for note in _notes(pair, language):
        xml.startElement("note", {})
        xml.characters(xml_text(note))
        xml.endElement("note")
    xml.endElement("notes")
    state, detail = STATES[pair.state(language) or MISSING]
    xml.startElement("segment", {"state": state} | ({"subState": detail} if detail else {}))
    _write_text(xml, "source", pair.texts[other(language)])
    if pair.texts[language]:
        _write_text(xml, "target", pair.texts[language])
    xml.endElement("segment")
    xml.endElement("unit")


def _notes(pair, language):
    """What a translator has to know of a text: what it is, and how long it may be."""
    target = pair.model._meta.get_field(column(pair.field, language))
    names = " › ".join(pair.path[1:-1:2])
    yield " ".join(filter(None, [str(pair.model._meta.verbose_name), names, "›", pair.field]))
    if getattr(target, "max_length", None):
        yield _("At most %(number)s characters.") % {"number": target.max_length}


def _write_text(xml, name, text):
    xml.startElement(name, {})
    for part in UNSAFE.split(text):
        if UNSAFE.fullmatch(part):
            xml.startElement("cp", {"hex": f"{ord(part):04X}"})
            xml.endElement("cp")
        else:
            xml.characters(part)
    xml.endElement(name)


@dataclass
class Unit:
    """One text: where it belongs, what it says in the source and what it is to say."""

    pointer: str
    line: int
    texts: dict = field(default_factory=lambda: {"source": "", "target": ""})


@dataclass
class Texts(Content):
    """Texts of one entry in one language; nothing else of it is touched."""

    language: str
    units: list

    def over(self, base, faults):
        if not base:
            faults.add(self.place, _("there is no such entry to be translated"))
        values = _lined(base)
        for unit in self.units if base else ():
            self._put(unit, values, faults)
        return placed(values, self.place)

    def _put(self, unit, values, faults):
        steps = steps_of(unit.pointer)
        place = Place(self.place.sheet, unit.line, unit.pointer, unit.texts["target"] or None)
        found = row_at(self.model, values, steps[:-1])
        if found is None or steps[-1] not in schema_of(found[0]).bilingual:
            faults.add(place, _("is not there any more; export the entry anew"))
            return
        row = found[1]
        source = row.get(column(steps[-1], other(self.language)), "")
        if fingerprint(source) != fingerprint(unit.texts["source"]):
            faults.add(place, _("was translated from a text that has changed since"))
            return
        if unit.texts["target"].strip():
            name = column(steps[-1], self.language)
            row[name] = unit.texts["target"]
            row.lines[name] = unit.line


def _lined(value):
    """A copy of plain values whose mappings can take the line of what is put into them."""
    if isinstance(value, list):
        return [_lined(one) for one in value]
    if not isinstance(value, dict):
        return value
    mapping = Mapping({key: _lined(one) for key, one in value.items()})
    mapping.lines = {}
    return mapping


def read(path, faults):
    """Yield the `Content` of each entry; what is wrong goes to `faults`."""
    encoding = encoding_of(path)
    reader = _Reader(faults)
    reader.parser = DefusedXMLParser(target=reader, encoding="utf-8", forbid_dtd=True)
    try:
        with path.open(encoding=encoding) as file:
            while chunk := file.read(CHUNK):
                reader.parser.feed(chunk)
                yield from reader.taken()
            reader.parser.close()
            yield from reader.taken()
    except ParseError as error:
        faults.add(Place("", error.position[0], str(error.position[1] + 1)), _("is not XML"))
    except DefusedXmlException as error:
        raise FileRefused(_("The file declares entities or a document type.")) from error


class _Reader:
    """Takes the events of an XML parser and keeps the entries that are complete."""

    parser = None

    def __init__(self, faults):
        self.faults = faults
        self.language = None
        self.found = []
        self.entry = self.unit = self.text = None

    def taken(self):
        found, self.found = self.found, []
        return found

    @property
    def line(self):
        return self.parser.parser.CurrentLineNumber

    def start(self, tag, attributes):
        name = tag.removeprefix(f"{{{NAMESPACE}}}")
        if self.language is None:
            self._begin(name, attributes)
        elif name == "file":
            self._begin_entry(attributes)
        elif name == "unit" and self.entry:
            self.unit = Unit(attributes.get("name", ""), self.line)
            self.entry.units.append(self.unit)
        elif name in ("source", "target") and self.unit:
            self.text = name
        elif self.text:
            self._inline(name, attributes)

    def data(self, text):
        if self.text:
            self.unit.texts[self.text] += text

    def end(self, tag):
        name = tag.removeprefix(f"{{{NAMESPACE}}}")
        if name == self.text:
            self.text = None
        elif name == "unit":
            self.unit = None
        elif name == "file" and self.entry:
            self.found.append(self.entry)
            self.entry = None

    def close(self):
        return None

    def _begin(self, name, attributes):
        source, target = (language_of(attributes.get(key)) for key in ("srcLang", "trgLang"))
        if name != "xliff" or not attributes.get("version", "").startswith("2."):
            raise FileRefused(_("The file is no XLIFF 2.0; other versions are not read."))
        if target is None or source != other(target):
            raise FileRefused(
                _("The file must lead from Chinese to English, or from English to Chinese.")
            )
        self.language = target

    def _begin_entry(self, attributes):
        kind, _dot, slug = attributes.get("id", "").partition(".")
        place = Place(f"{kind} {slug}"[:200], self.line)
        if kind not in KINDS or not slug:
            message = _("must be named by its kind and slug, such as framework.keras")
            self.faults.add(place._replace(column="id", value=attributes.get("id")), message)
            return
        # Whether anything has moved since is asked of each text, not of the whole entry.
        self.entry = Texts(kind, slug, None, place, self.language, [])

    def _inline(self, name, attributes):
        if name == "cp":
            self.data(_character(attributes.get("hex", "")))
        elif name not in TRANSPARENT:
            place = Place(self.entry.place.sheet, self.line, self.unit.pointer, f"<{name}>")
            self.faults.add(place, _("stands for something that our texts do not have"))


def _character(code):
    """The character of a <cp>; what is none becomes one that the check refuses."""
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else "\x00"
