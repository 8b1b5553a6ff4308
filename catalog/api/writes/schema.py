"""What the description says of writes: who, under which condition, with which body and answer."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from catalog.api import values
from catalog.api.describing import ANYTHING, REFUSALS, told
from catalog.api.schema import ProblemSerializer, ResourceSchema, summary_of
from catalog.api.writes.describe import name_of, reference_to
from catalog.choices import EntryKind, Language, State
from catalog.documents.schema import KINDS

PROBLEM = "application/problem+json"
MERGE_PATCH = "application/merge-patch+json"
TAG = '(W/)?"[^",]*"'
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": f"^{TAG}( *, *{TAG})*$"},
    location=OpenApiParameter.HEADER,
    required=True,
    description=(
        "The state that you have seen: the ETag of the draft, or the number of the live revision "
        "in quotes. Without it the answer is 428; when the entry is at another state, 412."
    ),
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$"},
    location=OpenApiParameter.HEADER,
    description=(
        "1 to 255 printable ASCII characters of your choice. The same request with the same key is "
        "done once, and its answer given again for 24 hours."
    ),
)
LANGUAGE = OpenApiParameter(
    "lang",
    values.labelled(Language.choices),
    description="The language of messages; else Accept-Language decides.",
)
KIND = values.labelled((kind, EntryKind(kind).label) for kind in KINDS)
STEPS = {
    "submit": _("Hand the draft to review."),
    "withdraw": _("Take the draft back from review."),
    "publish": _("Publish the draft."),
    "discard": _("Discard the draft."),
}


class BearerToken(OpenApiAuthenticationExtension):
    target_class = "catalog.api.writes.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}


class WriteErrorSerializer(serializers.Serializer):
    pointer = serializers.CharField(help_text="Where in the body (RFC 6901).")
    detail = serializers.CharField()
    code = serializers.CharField()


class CurrentSerializer(serializers.Serializer):
    """Where the entry stands now."""

    etag = serializers.CharField()
    revision = serializers.IntegerField()
    version = serializers.IntegerField()
    state = serializers.CharField()


class WriteProblemSerializer(ProblemSerializer):
    """Problem details of a refused write."""

    errors = WriteErrorSerializer(many=True, required=False)
    current = CurrentSerializer(required=False, help_text="With 412 only.")


class WriteDescription:
    """The parts of a description that all writes share."""

    # The names of the answers that a write can be refused with, beside 401 and 403.
    refusals = ("400", "404", "409", "411", "412", "413", "415", "422", "428")

    @property
    def revisions(self):
        """The model of the revisions that the address writes; None for a batch."""
        model = getattr(self.view, "entry_model", None) or getattr(self.view, "model", None)
        return model and KINDS[model._meta.model_name]

    def write_parameters(self):
        found = [LANGUAGE]
        if self.method != "GET":
            found.append(IDEMPOTENCY_KEY)
        return [*found, IF_MATCH] if self.method == "PATCH" or self._is_step else found

    @property
    def _is_step(self):
        return bool(getattr(self.view, "step", ""))

    def write_body(self):
        if self._is_step:
            name = "PublishStep" if self.view.step == "publish" else "StepReason"
            return dict.fromkeys((MERGE_PATCH, "application/json"), reference_to(name))
        if self.revisions is None:
            return {"application/json": _batch()}
        if self.method == "PATCH":
            patch = reference_to(name_of(self.revisions, "Patch"))
            return {MERGE_PATCH: patch, "application/json": patch}
        return {"application/json": _new(reference_to(name_of(self.revisions)))}

    def _get_request_body(self, direction="request"):
        """A step without a reason is sent without a body, nothing else."""
        body = super()._get_request_body(direction)
        return body if self._is_step or not body else body | {"required": True}

    def write_summary(self):
        return str(STEPS[self.view.step]) if self._is_step else summary_of(self.get_description())

    def write_answers(self, direction):
        repeated = ["Idempotency-Replayed"] if self.method != "GET" else []
        done, body, headers = self._done()
        found = {done: told(done, body, headers=[*headers, *repeated])}
        return found | self._problems(direction)

    def _done(self):
        """The status, the body and the own headers of the answer to what was done."""
        if getattr(self.view, "step", "") == "discard":
            return "204", {}, []
        if self.revisions is None:
            return "200", self._standing_answer(), []
        is_new = self.method == "POST" and not self._is_step
        return "201" if is_new else "200", self._standing_answer(), ["ETag"]

    def _standing_answer(self):
        if self.revisions is None:
            results = {"type": "array", "items": _standing(ANYTHING)}
            content = {
                "type": "object",
                "properties": {"results": results},
                "required": ["results"],
            }
        else:
            content = _standing(reference_to(name_of(self.revisions)))
        return {
            "description": "Where the entry stands now.",
            "content": {"application/json": {"schema": content}},
        }

    def _problems(self, direction):
        statuses = ("401", "403", *self.refusals)
        if self.method == "GET":
            statuses = ("400", "401", "403", "404", "409")
        # Parameters are refused by name, what stands in the body by pointer.
        by_name = ("400", *REFUSALS)
        return {
            status: told(
                status,
                self._get_response_for_code(
                    ProblemSerializer if status in by_name else WriteProblemSerializer,
                    status,
                    [PROBLEM],
                    direction,
                ),
            )
            for status in (*statuses, *REFUSALS)
        }


class WriteSchema(WriteDescription, AutoSchema):
    def get_summary(self):
        return self.write_summary()

    def get_override_parameters(self):
        return self.write_parameters()

    def get_request_serializer(self):
        return None if self.method == "GET" else self.write_body()

    def get_response_serializers(self):
        return None

    def _get_response_bodies(self, direction="response"):
        return self.write_answers(direction)


class WritableSchema(WriteDescription, ResourceSchema):
    """Of an address that is read and written: each method as its kind."""

    @property
    def is_write(self):
        return self.method in ("POST", "PATCH")

    def get_summary(self):
        return self.write_summary() if self.is_write else super().get_summary()

    def get_override_parameters(self):
        return self.write_parameters() if self.is_write else super().get_override_parameters()

    def get_request_serializer(self):
        return self.write_body() if self.is_write else super().get_request_serializer()

    def _get_response_bodies(self, direction="response"):
        if self.is_write:
            return self.write_answers(direction)
        return super()._get_response_bodies(direction)


def _new(document):
    slug = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,80}$", "description": "For ever."}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {"slug": slug, "values": document},
        "required": ["slug", "values"],
    }


def _standing(document):
    text, number = {"type": "string"}, {"type": "integer"}
    properties = {
        "kind": KIND,
        "slug": text,
        "etag": text,
        "revision": number,
        "version": number,
        "state": values.labelled(State.choices),
        "url": text,
        "created_by": text,
        "updated_at": {"type": "string", "format": "date-time"},
        "values": document,
    }
    return {"type": "object", "properties": properties, "required": [*properties]}


def _batch():
    operation = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "kind": KIND,
            "slug": {"type": "string"},
            "if_match": {"type": "string", "description": "To change an entry, as If-Match."},
            "values": ANYTHING,
        },
        "required": ["kind", "slug", "values"],
    }
    operations = {"type": "array", "items": operation, "minItems": 1, "maxItems": 100}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {"operations": operations},
        "required": ["operations"],
    }
