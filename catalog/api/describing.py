"""What every description shares: the language block, headers, conditions and refusals."""

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers

from catalog.api.limits.throttle import OF_ONE_CLIENT
from catalog.api.meanings import FIELDS, PARAMETERS, TAGS
from catalog.bilingual import LANGUAGES, TRANSLATION_STATES

TEXT = {"type": "string"}
# Without the second half, generators of typed clients take it for an object without any field.
ANYTHING = {"type": "object", "additionalProperties": True}
HEADERS = {
    "ETag": ("The strong tag of these bytes, for If-None-Match.", TEXT),
    "Last-Modified": ("When what readers see changed last, anywhere in the catalogue.", TEXT),
    "Cache-Control": ("How long caches may keep it.", TEXT),
    "Content-Language": ("The language of texts; both with lang=all.", TEXT),
    "RateLimit-Policy": (
        'The quota and its window in seconds: "address";q=600;w=60. '
        "Absent where caches may keep the answer.",
        TEXT,
    ),
    "RateLimit": (
        'What remains, and the seconds until it is anew: "address";r=599;t=42. '
        "Absent where caches may keep the answer.",
        TEXT,
    ),
    "Retry-After": ("Seconds until it makes sense to ask again.", {"type": "integer"}),
    "Content-Stamp": ("The number of the publish that the dump holds last.", {"type": "integer"}),
    "Changes-Cursor": ("What `since` of the feed of changes takes to go on from here.", TEXT),
    "Repr-Digest": ("The SHA-256 of these bytes (RFC 9530).", TEXT),
    "Accept-Ranges": ("That a part of the file can be asked for, in bytes.", TEXT),
    "Content-Range": ("Which part of the file this is, and how long the file is.", TEXT),
    "Content-Disposition": ("The name of the file.", TEXT),
    "Location": (
        "Where it is: what stands in for it, or the draft that was opened.",
        {"type": "string", "format": "uri"},
    ),
    "WWW-Authenticate": ("How to say who asks: with a token, and what is wrong with it.", TEXT),
    "Idempotency-Replayed": (
        "“true” where the same request was done before, and this is its answer.",
        TEXT,
    ),
}
OF_EVERY = ("ETag", "Cache-Control")
OF_DOCUMENTS = ("Last-Modified", *OF_EVERY)
OF_DUMPS = (
    *OF_EVERY,
    "Content-Stamp",
    "Changes-Cursor",
    "Repr-Digest",
    "Content-Disposition",
    "Accept-Ranges",
)
# What each answer means, where its operation says nothing of its own.
MEANINGS = {
    "200": "What was asked for.",
    "204": "It is discarded.",
    "206": "The part of the file that was asked for.",
    "301": "Another entry stands in for this one.",
    "304": "You have it already.",
    "400": "A parameter, a header or the body can not be read; `detail` says which, and why.",
    "401": "There is no token, or it is not valid.",
    "403": "The token or the rights of its owner do not allow it.",
    "404": "Nothing has this identifier, or the list has no such page.",
    "406": "Only JSON is served.",
    "411": "The body has no Content-Length.",
    "409": "The entry is in no state for it, or the same request is being answered.",
    "412": "The entry has changed meanwhile; `current` says where it stands.",
    "413": "The body is too large.",
    "414": "The query is too long.",
    "415": "The body is of a type that is not read.",
    "416": "The range begins behind the end of the file.",
    "422": "The content is not right; `errors` names every fault by its place in the body.",
    "428": "If-Match is missing.",
    "429": "Too many requests.",
    "503": "The database does not answer at the moment.",
}
# Why any request is refused, beside what its own address can refuse.
REFUSALS = ("406", "414", "429", "503")
# Headers that come with an answer for what it is, and answers that do not say what is left.
OF_STATUS = {
    "201": ["Location"],
    "206": ["ETag", "Content-Range"],
    "301": ["Location"],
    "304": ["ETag", "Cache-Control"],
    "401": ["WWW-Authenticate"],
    "403": ["WWW-Authenticate"],
    "409": ["Retry-After"],
    "412": ["ETag"],
    "416": ["Content-Range"],
    "429": ["Retry-After"],
    "503": ["Retry-After"],
}
WITHOUT_COUNT = ("304", "414", "503")
CONDITIONS = {
    "If-None-Match": "Tags that you have; where one is that of the answer, you get an empty 304.",
    "If-Modified-Since": "The same by date; If-None-Match goes before it.",
}


def reference(name):
    return {"$ref": f"#/components/headers/{name}"}


def add_headers(result, generator, request, public):
    """What drf-spectacular calls with the finished description."""
    result["components"]["headers"] = {
        name: {"description": meaning, "schema": schema}
        for name, (meaning, schema) in HEADERS.items()
    }
    return result


def add_meanings(result, generator, request, public):
    """What drf-spectacular calls too: what each field, parameter and tag means."""
    for name, schema in result["components"]["schemas"].items():
        for field, one in schema.get("properties", {}).items():
            if "description" not in one and (told := _meaning(name, field)):
                one["description"] = told
    for item in result["paths"].values():
        for operation in item.values():
            for one in operation.get("parameters", ()):
                if one["name"] in PARAMETERS:
                    one.setdefault("description", PARAMETERS[one["name"]])
    result["tags"] = [{"name": name, "description": told} for name, told in TAGS.items()]
    return result


def _meaning(component, field):
    short = component.removesuffix("Summary").removesuffix("Resource").removeprefix("Write")
    return FIELDS.get(f"{short}.{field}") or FIELDS.get(field)


class LanguageBlockSerializer(serializers.Serializer):
    """Of the texts of an object, by JSON pointer: which stand in, and how far each is translated.

    With lang=all there is none, because nothing stands in for anything.
    """

    requested = serializers.ChoiceField(choices=LANGUAGES)
    fallbacks = serializers.DictField(
        child=serializers.ChoiceField(choices=LANGUAGES),
        help_text="The language of each text that stands in for a missing one.",
    )
    translation = serializers.DictField(
        child=serializers.ChoiceField(choices=TRANSLATION_STATES),
        help_text="The state of each text that is not reviewed.",
    )


class ResourceExtension(OpenApiSerializerExtension):
    """Objects as they are sent: with their language, and without what `fields` leaves out."""

    target_class = "catalog.api.base.ResourceSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema, direction):
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        block = auto_schema.resolve_serializer(LanguageBlockSerializer, direction)
        schema["properties"]["language"] = block.ref
        schema["properties"]["expanded"] = {
            "type": "object",
            "description": "With expand: what the object names, by resource, as its list shows it.",
            "additionalProperties": {"type": "array", "items": ANYTHING},
        }
        schema.pop("required", None)  # any of them can be left out by `fields`
        return schema


class ChangeExtension(OpenApiSerializerExtension):
    """Changes as they are sent: without what `fields` leaves out."""

    target_class = "catalog.api.changes.ChangeSerializer"

    def map_serializer(self, auto_schema, direction):
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        schema.pop("required")
        return schema


def told(status, body, *, headers=()):
    """An answer with what it means, the `headers` of its operation, and those of its status."""
    counted = () if status in WITHOUT_COUNT else OF_ONE_CLIENT
    names = [*headers, "Content-Language", *counted, *OF_STATUS.get(status, ())]
    return body | {
        "description": body.get("description") or MEANINGS[status],
        "headers": {name: reference(name) for name in names},
    }


def told_more(bodies, *, is_list, headers=OF_DOCUMENTS):
    """The answers of a read with their `headers`, its conditions and its redirects."""
    aside = {"304": {}} if is_list else {"304": {}, "301": {}}
    return {
        status: told(status, body, headers=headers if status == "200" else ())
        for status, body in (bodies | aside).items()
    }
