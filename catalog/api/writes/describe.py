"""Interchange documents in the description of the API, read off the models like the documents."""

from django.db import models
from django.utils.translation import gettext

from catalog.api.values import PLAIN, labelled
from catalog.documents.schema import KINDS, is_required, schema_of

REASON = {
    "reason": {
        "type": "string",
        "maxLength": 200,
        "pattern": PLAIN,
        "description": "For the history.",
    }
}
CONFIRMED = {
    "verified_on": {
        "type": "string",
        "format": "date",
        "description": "The day on which somebody last confirmed what the entry says. Without it "
        "the day of the draft stays.",
    }
}
STEPS = {
    "StepReason": {"type": "object", "additionalProperties": False, "properties": REASON},
    "PublishStep": {
        "type": "object",
        "additionalProperties": False,
        "properties": REASON | CONFIRMED,
    },
}


def name_of(model, suffix="Document"):
    return f"{model.__name__.removesuffix('Revision')}{suffix}"


def reference_to(name):
    return {"$ref": f"#/components/schemas/{name}"}


def components():
    """The schemas of the documents and of the patches of every kind of entry, by name."""
    found = {}
    for model in KINDS.values():
        _add(model, found)
        found[name_of(model, "Patch")] = _object(model, is_patch=True)
    return found


def add_components(result, generator, request, public):
    """What drf-spectacular calls with the finished description."""
    result["components"]["schemas"] |= components() | STEPS
    return result


def _add(model, found):
    if name_of(model) in found:
        return
    found[name_of(model)] = _object(model, is_patch=False)
    for owner in schema_of(model).children.values():
        _add(owner.model, found)


def _object(model, *, is_patch):
    schema = schema_of(model)
    properties = {key: _column(field) for key, field in schema.columns.items()}
    for key, field in schema.references.items():
        kind = {"kind": field.related_model._meta.verbose_name}
        meaning = gettext("The identifier of the %(kind)s.") % kind
        properties[key] = {"type": "string", "description": meaning}
    for key in schema.lists:
        items = {"type": "string"}
        properties[key] = {"type": "array", "items": items, "description": "Identifiers."}
    for key, owner in schema.children.items():
        row = reference_to(name_of(owner.model))
        properties[key] = row if owner.one_to_one else {"type": "array", "items": row}
    described = {"type": "object", "additionalProperties": False}
    if is_patch:
        properties = {key: _or_null(one) for key, one in properties.items()}
        return described | {"properties": properties}
    required = [key for key, field in schema.columns.items() if is_required(field)]
    required += [key for key, field in schema.references.items() if not field.null]
    return described | {"properties": properties} | ({"required": required} if required else {})


def _or_null(schema):
    told = {"description": schema["description"]} if "description" in schema else {}
    return {"oneOf": [schema, {"type": "null"}], **told}


def _column(field):
    said = {"description": str(field.help_text or field.verbose_name)}
    if field.choices:
        return said | labelled(field.flatchoices)
    if isinstance(field, models.BooleanField):
        return said | {"type": "boolean"}
    if isinstance(field, models.IntegerField):
        return said | {"type": "integer", "minimum": 0, "maximum": field.largest}
    if isinstance(field, models.DateField):
        return said | {"type": "string", "format": "date"}
    return said | {"type": "string"} | ({"maxLength": field.max_length} if field.max_length else {})
