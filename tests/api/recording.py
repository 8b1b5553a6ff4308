"""Requests to the API and what it answers, cut down to examples for its description."""

import json
import re

from django.conf import settings
from django.http import QueryDict
from drf_spectacular.generators import SchemaGenerator

from catalog.bilingual import LANGUAGES
from tests.factories import make_editor
from tests.programs import Program

ENTRIES = {
    "articles": "deep-learning-frameworks",
    "categories": "low-level",
    "features": "performance",
    "frameworks": "keras",
    "glossary": "tensor",
}
# What the settings, the day and the database decide.
SITE = "https://atlas.example.org"
MOMENT = "2026-11-24T18:00:00Z"
PASSING = {
    **dict.fromkeys(("at", "updated_at", "created_at", "expires_at"), MOMENT),
    **{"cursor": "1207-1f4d8e95", "stamp": 23},
    **{"quota": 3000, "remaining": 2999, "resets_in": 42},
}
# What would show a part of a document, or a place in a list that is nobody else's.
NARROWING = ("fields", "cursor")
REASON = {"reason": "Read the documentation again."}


def recorded(client):
    """What each operation is sent and answers, by its name: reads by language, and writes."""
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    operations = {path: item["get"] for path, item in paths.items() if "get" in item}
    reads = {language: dict(_reads(client, operations, language)) for language in LANGUAGES}
    return {"reads": reads, "writes": dict(_writes())}


def _reads(client, operations, language):
    for path, operation in operations.items():
        if "draft" in path or path.endswith((".sha256", "token/")):
            continue
        url, query = _tried(path, operation)
        known = {one["name"] for one in operation.get("parameters", ())}
        asked = {"lang": language, "page_size": "1", "limit": "1"}
        answer = client.get(url, query | {name: asked[name] for name in asked if name in known})
        assert answer.status_code == 200, (url, answer.content)
        yield operation["operationId"], {"answer": cut(_body(answer))}


def _tried(path, operation):
    """The request that the operation names as its example, for whole documents."""
    found = re.search(r"`(/api\S+)`", operation.get("description", ""))
    url, _mark, query = (found[1] if found else path.format(form="json")).partition("?")
    return url, {name: one for name, one in QueryDict(query).items() if name not in NARROWING}


def _body(answer):
    return json.loads(answer.getvalue())


def _writes():
    """Drafts like entries that are there, from the first one to the last step."""
    writer, publisher = (Program(make_editor(name)) for name in ("editor", "reviewer"))
    bodies = {}
    for resource, slug in ENTRIES.items():
        found = _body(writer.get(f"/api/v1/{resource}/{slug}/draft/"))
        bodies[resource] = {"slug": f"my-{slug}", "values": _first(found["values"])}
        yield from _life(resource, bodies[resource], writer, publisher)
    yield "batch_create", _batch(bodies, writer)
    yield "token_retrieve", {"answer": cut(_body(writer.send("get", "token/")))}


def _life(resource, new, writer, publisher):
    path = f"{resource}/{new['slug']}/"
    draft, patch = f"{path}draft/", _texts(new["values"])
    new = new | {"values": {key: one for key, one in new["values"].items() if key not in patch}}
    answer = None

    def sent(who, method, place, body=None):
        nonlocal answer
        seen = answer["ETag"] if answer else None
        answer = who.send(method, place, body, seen=seen)
        assert answer.status_code in (200, 201), (place, answer.content)
        return {"body": body, "answer": cut(_body(answer))}

    yield f"{resource}_create", sent(writer, "post", f"{resource}/", new)
    yield f"{resource}_partial_update", sent(writer, "patch", path, patch)
    yield f"{resource}_draft_retrieve", {"answer": sent(writer, "get", draft)["answer"]}
    yield f"{resource}_draft_submit_create", sent(writer, "post", f"{draft}submit/", REASON)
    yield f"{resource}_draft_withdraw_create", sent(writer, "post", f"{draft}withdraw/", REASON)
    confirmed = REASON | {"verified_on": "2026-11-24"}
    yield f"{resource}_draft_publish_create", sent(publisher, "post", f"{draft}publish/", confirmed)
    yield f"{resource}_draft_discard_create", {"body": REASON}


def _batch(bodies, writer):
    """A new entry, and another one changed."""
    new = bodies["glossary"] | {"kind": "glossaryterm", "slug": "my-word"}
    change = {"kind": "feature", "slug": ENTRIES["features"], "if_match": '"1"'}
    change["values"] = _texts(bodies["features"]["values"])
    body = {"operations": [new, change]}
    answer = writer.send("post", "batch/", body)
    assert answer.status_code == 200, answer.content
    return {"body": body, "answer": cut(_body(answer))}


def _texts(values):
    """The last text of a document, in the languages that it is in."""
    texts = {key: one for key, one in values.items() if key.endswith(("_zh", "_en"))}
    name = [*texts][-1].removesuffix("_en").removesuffix("_zh")
    return {key: one for key, one in texts.items() if key[:-3] == name}


def _first(value):
    """A value with no more than the first of each of its lists."""
    if isinstance(value, list):
        return [_first(one) for one in value[:1]]
    if isinstance(value, dict):
        return {name: _first(one) for name, one in value.items()}
    return value


def cut(document):
    """An answer with the first of each of its lists, and what passes put to a fixed value."""
    return _settled(_first(document))


def _settled(value):
    if isinstance(value, list):
        return [_settled(one) for one in value]
    if isinstance(value, str):
        value = value.replace(settings.SITE_URL, SITE)
        return re.sub(r"since=[\w-]+", f"since={PASSING['cursor']}", value)
    if not isinstance(value, dict):
        return value
    found = {name: one and PASSING.get(name, _settled(one)) for name, one in value.items()}
    if isinstance(said := found.get("language"), dict):
        for told in ("fallbacks", "translation"):
            said[told] = {key: one for key, one in said[told].items() if _stands(key, found)}
    return found


def _stands(pointer, document):
    """Whether a JSON pointer still leads to something."""
    value = document
    for step in pointer.split("/")[1:]:
        if isinstance(value, list):
            value = value[0] if step == "0" and value else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value is not None
