"""What breaks the clients of a contract, found by comparing two OpenAPI descriptions.

Of the diff tools in the package index none that is kept up reads OpenAPI 3.1, and the good ones
elsewhere are programs of other languages. These are the rules of docs/api/README.md and no more.
"""

import json
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs/api"

# What no rule below looks at; without it the kept contract is a fraction as large.
PROSE = {"description", "x-enum-labels", "summary", "headers", "content", "tags", "operationId"}
NAMES = {"properties", "schemas", "paths", "responses"}  # what stands below them are names


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
    (FOLDER / "released.json").write_text(text + "\n", encoding="utf-8")


def breaks(old, new):
    """What a client written for `old` may not find in `new`, as sentences."""
    found = []
    for path, item in old["paths"].items():
        for method, operation in item.items():
            later = new["paths"].get(path, {}).get(method)
            place = f"{method.upper()} {path}"
            if later is None:
                found.append(f"{place} is gone")
            else:
                found += _operation(place, operation, later)
    schemas = old["components"]["schemas"]
    for name, schema in schemas.items():
        later = new["components"]["schemas"].get(name)
        found += [f"{name} is gone"] if later is None else _schema(name, schema, later)
    return found


def _operation(place, old, new):
    then = {(one["in"], one["name"]): one for one in old.get("parameters", ())}
    now = {(one["in"], one["name"]): one for one in new.get("parameters", ())}
    for key, one in then.items():
        if key not in now:
            yield f"{place} takes no {key[1]} any more"
        else:
            yield from _words(f"{place} {key[1]}", one["schema"], now[key]["schema"])
    for key, one in now.items():
        was_needed = then.get(key, {}).get("required", False)
        if one.get("required") and not was_needed:
            yield f"{place} needs {key[1]} now"
    for status in old["responses"].keys() - new["responses"].keys():
        yield f"{place} answers {status} no more"


def _words(place, old, new):
    """Accepted words that are not accepted any more."""
    gone = {*old.get("enum", ())} - {*new.get("enum", old.get("enum", ()))}
    if gone:
        yield f"{place} accepts {sorted(map(str, gone))} no more"
    if "items" in old:
        yield from _words(place, old["items"], new.get("items", {}))


def _schema(place, old, new):
    if old.get("type") != new.get("type") or old.get("$ref") != new.get("$ref"):
        yield f"{place} is of another type"
    later = new.get("properties", {})
    for name, one in old.get("properties", {}).items():
        if name not in later:
            yield f"{place}.{name} is gone"
        else:
            yield from _schema(f"{place}.{name}", one, later[name])
    # Answers and bodies share schemas: less that is always there, or more that has to be, breaks.
    if {*old.get("required", ())} ^ {*new.get("required", ())}:
        yield f"{place} requires other fields"
    if "items" in old:
        yield from _schema(f"{place}[]", old["items"], new.get("items", {}))


if __name__ == "__main__":
    release()
