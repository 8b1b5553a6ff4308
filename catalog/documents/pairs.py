"""The texts of a document, each with its other side and what is known of both."""

from collections import Counter
from dataclasses import dataclass

from django.db import models

from catalog import bilingual
from catalog.bilingual import LANGUAGES, column
from catalog.documents.schema import MARKS, by_key, schema_of


@dataclass(frozen=True)
class Pair:
    """A bilingual field of a row; `path` leads to it: relations, names of rows, then the field."""

    model: type[models.Model]
    path: tuple[str, ...]
    texts: dict[str, str]
    marks: dict[str, bilingual.Mark]

    @property
    def field(self):
        return self.path[-1]

    @property
    def pointer(self):
        """The path as a JSON pointer (RFC 6901)."""
        return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in self.path)

    def state(self, language):
        return bilingual.translation_state(self.texts, self.marks, language)


def steps_of(pointer):
    """The path that `Pair.pointer` was made of."""
    return tuple(
        step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("/").split("/")
    )


def pairs_of(model, values, path=()):
    """Yield the `Pair` of every bilingual field that the document of `model` can hold."""
    schema = schema_of(model)
    marks = values.get(MARKS, {})
    for field in schema.bilingual:
        names = {language: column(field, language) for language in LANGUAGES}
        texts = {language: values.get(name, "") for language, name in names.items()}
        found = {language: marks[name] for language, name in names.items() if name in marks}
        yield Pair(model, (*path, field), texts, found)
    for key, owner in schema.children.items():
        for name, row in by_key(owner, values.get(key)).items():
            yield from pairs_of(owner.model, row, (*path, key, name))


def states_in(model, values):
    """How many texts of a row and of its rows stand in each state, by language and state."""
    found = (
        (language, pair.state(language))
        for pair in pairs_of(model, values)
        for language in LANGUAGES
    )
    return Counter((language, state) for language, state in found if state)


def row_at(model, values, steps):
    """The model and values of the row that `steps` lead to, or None where there is none."""
    while steps:
        owner = schema_of(model).children.get(steps[0])
        if owner is None or len(steps) == 1:
            return None
        values = by_key(owner, values.get(steps[0])).get(steps[1])
        if values is None:
            return None
        model, steps = owner.model, steps[2:]
    return model, values
