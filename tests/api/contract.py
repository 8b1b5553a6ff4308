"""What breaks the clients of a contract, found by comparing two OpenAPI descriptions.

These are the rules of docs/api/README.md: what clients send has to be accepted as before, and what
they are answered may have more in it but nothing less. Why no diff tool of others decides this
stands in docs/decisions/2026-11-26-the-contract-is-compared-by-rules-of-our-own.md.
"""

import json
import re
from pathlib import Path

from catalog.whole_files import write_whole

FOLDER = Path(__file__).parents[2] / "docs/api"

# What no rule below looks at; without it the kept contract is a fraction as large.
PROSE = {"description", "x-enum-labels", "summary", "examples", "tags", "operationId"}
# What stands below them are names.
NAMES = {"properties", "schemas", "paths", "responses", "headers", "content", "securitySchemes"}
LOWEST = ("minimum", "minLength", "minItems")
HIGHEST = ("maximum", "maxLength", "maxItems")
UNIONS = ("oneOf", "anyOf", "allOf")
SENT, ANSWERED = "sent", "answered"


def bare(value, *, are_names=False):
    """The parts of a description that clients can break on."""
    if isinstance(value, list):
        return [bare(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: bare(one, are_names=key in NAMES and not are_names)
        for key, one in value.items()
        if are_names or key not in PROSE
    }


def release():
    """Take the present description as the contract that was released last."""
    now = json.loads((FOLDER / "openapi.json").read_text(encoding="utf-8"))
    text = json.dumps(bare(now), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    write_whole(FOLDER / "released.json", text + "\n")


# The server reads every list both ways, repeated and with commas, which a test holds.
REPEATED = (None, None)


def _way_of(parameter):
    return parameter.get("style"), parameter.get("explode")


# What the changelog of 1.3.0 names as mended: it was untrue, or broke types that are made of it.
MENDED = [
    re.compile(form)
    for form in (
        r"(Cell|Reason) is gone",
        r"PATCH \S+ needs a body now",
        r"(GET|POST) \S+ (as_of|since) has another form",
        r"POST \S+ body\.reason has another form",
        r"\S+ has a narrower maximum",  # of whole numbers, as databases always had it
    )
]


def breaks(old, new):
    """What a client written for `old` may not find in `new`, as sentences."""
    return [*dict.fromkeys(Comparison(old, new).found())]


def unmended(found):
    """Of the sentences, those that no mended fault explains."""
    return [one for one in found if not any(form.fullmatch(one) for form in MENDED)]


class Comparison:
    def __init__(self, old, new):
        self.old, self.new = old, new
        self.seen = set()  # components that are compared already, each way that they go

    def found(self):
        for path, item in self.old["paths"].items():
            for method, operation in item.items():
                later = self.new["paths"].get(path, {}).get(method)
                place = f"{method.upper()} {path}"
                if later is None:
                    yield f"{place} is gone"
                else:
                    yield from self.operation(place, operation, later)
        then, now = (one["components"] for one in (self.old, self.new))
        yield from (f"{name} is gone" for name in then["schemas"] if name not in now["schemas"])
        for name, one in then.get("securitySchemes", {}).items():
            if now.get("securitySchemes", {}).get(name) != one:
                yield f"{name} is no proof of who asks any more, or another one"

    def operation(self, place, old, new):
        then, now = (one.get("security") or [{}] for one in (old, new))
        if any(one not in now for one in then):
            yield f"{place} asks for another proof of who asks"
        yield from self.parameters(place, old.get("parameters", ()), new.get("parameters", ()))
        yield from self.body(place, old.get("requestBody", {}), new.get("requestBody", {}))
        for status, answer in old["responses"].items():
            if status not in new["responses"]:
                yield f"{place} answers {status} no more"
            else:
                yield from self.answer(f"{place} {status}", answer, new["responses"][status])

    def parameters(self, place, old, new):
        then, now = ({(one["in"], one["name"]): one for one in given} for given in (old, new))
        for key, one in then.items():
            if key not in now:
                yield f"{place} takes no {key[1]} any more"
                continue
            named, later = f"{place} {key[1]}", now[key]
            if _way_of(one) != _way_of(later) and _way_of(later) != REPEATED:
                yield f"{named} is written in another way"
            yield from self.schema(named, one["schema"], later["schema"], SENT)
        for key, one in now.items():
            if one.get("required") and not then.get(key, {}).get("required", False):
                yield f"{place} needs {key[1]} now"

    def body(self, place, old, new):
        if new.get("required") and not old.get("required"):
            yield f"{place} needs a body now"
        yield from self.contents(f"{place} body", old, new, SENT)

    def answer(self, place, old, new):
        gone = sorted(old.get("headers", {}).keys() - new.get("headers", {}).keys())
        yield from (f"{place} has no {name} any more" for name in gone)
        yield from self.contents(place, old, new, ANSWERED)

    def contents(self, place, old, new, way):
        for media_type, content in old.get("content", {}).items():
            later = new.get("content", {}).get(media_type)
            if later is None:
                yield f"{place} is not {media_type} any more"
            else:
                yield from self.schema(place, content["schema"], later["schema"], way)

    def schema(self, place, old, new, way):
        """What stands in the way of clients that have seen `old`; components by their own name."""
        if "$ref" in old and old.get("$ref") == new.get("$ref"):
            yield from self.component(old["$ref"].rpartition("/")[2], way)
            return
        old, new = self.resolved(self.old, old), self.resolved(self.new, new)
        if any(union in one for one in (old, new) for union in UNIONS):
            yield from self.union(place, old, new, way)
            return
        faults = [*_own_faults(place, old, new, way)]
        yield from faults or self.parts(place, old, new, way)

    def component(self, name, way):
        if (name, way) in self.seen or name not in self.new["components"]["schemas"]:
            return
        self.seen.add((name, way))
        then, now = (one["components"]["schemas"][name] for one in (self.old, self.new))
        yield from self.schema(name, then, now, way)

    @staticmethod
    def resolved(description, schema):
        while "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            schema = description["components"]["schemas"][name]
        return schema

    def union(self, place, old, new, way):
        """Each kind of value that was sent is accepted, and each that is answered was known."""
        wanted, offered = _alternatives(old), _alternatives(new)
        if way == ANSWERED:
            wanted, offered = offered, wanted
        for one in wanted:
            same = [other for other in offered if "$ref" in one and one == other]
            pairs = ((one, other) if way == SENT else (other, one) for other in same or offered)
            yield from min(([*self.schema(place, *pair, way)] for pair in pairs), key=len)

    def parts(self, place, old, new, way):
        later, needed = new.get("properties", {}), {*new.get("required", ())}
        for name, one in old.get("properties", {}).items():
            if name not in later:
                yield f"{place}.{name} is gone"
            else:
                yield from self.schema(f"{place}.{name}", one, later[name], way)
        known = {*old.get("required", ())}
        if needed - known if way == SENT else known - needed:
            yield f"{place} requires other fields"
        for part, mark in (("items", "[]"), ("additionalProperties", ".*")):
            if isinstance(one := old.get(part), dict):
                then = new[part] if isinstance(new.get(part), dict) else {}
                yield from self.schema(f"{place}{mark}", one, then, way)


def _alternatives(schema):
    return next((schema[union] for union in UNIONS if union in schema), [schema])


def _own_faults(place, old, new, way):
    """What is another about a value as a whole: its type, form, words and bounds."""
    narrow, wide = (old, new) if way == SENT else (new, old)
    if not _types(narrow) <= _types(wide):
        yield f"{place} is of another type"
        return
    if any(wide.get(form) not in (None, narrow.get(form)) for form in ("format", "pattern")):
        yield f"{place} has another form"
    if way == SENT:  # in answers, more words and longer texts are only more
        yield from _narrower(place, old, new)


def _narrower(place, old, new):
    if words := _words(new):
        gone = [one for one in _words(old) or ["other words"] if one not in words]
        if gone:
            yield f"{place} accepts {sorted(map(str, gone))} no more"
    narrower = [bound for bound in LOWEST if new.get(bound, -INFINITE) > old.get(bound, -INFINITE)]
    narrower += [bound for bound in HIGHEST if new.get(bound, INFINITE) < old.get(bound, INFINITE)]
    yield from (f"{place} has a narrower {bound}" for bound in narrower)
    if new.get("additionalProperties") is False and old.get("additionalProperties") is not False:
        yield f"{place} accepts no other fields any more"


INFINITE = float("inf")
EVERY_TYPE = {"string", "integer", "number", "boolean", "object", "array", "null"}


def _types(schema):
    found = schema.get("type", EVERY_TYPE)
    found = {found} if isinstance(found, str) else {*found}
    return found | {"integer"} if "number" in found else found


def _words(schema):
    return schema.get("enum", [schema["const"]] if "const" in schema else [])


if __name__ == "__main__":
    release()
