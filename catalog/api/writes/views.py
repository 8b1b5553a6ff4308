"""Writing an entry: a draft is opened, changed, submitted, published or discarded.

All of it through the actions that the admin takes, in the name of the owner of the token.
"""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog import actions, tally
from catalog.api.base import refuse_method
from catalog.api.errors import Problem
from catalog.api.language import BOTH, code_of, message_language, refusal
from catalog.api.limits.throttle import Counted
from catalog.api.parameters import check_parameters, refuse
from catalog.api.writes.answers import answer
from catalog.api.writes.authentication import MayWrite, TokenAuthentication
from catalog.api.writes.idempotency import once
from catalog.api.writes.parsing import (
    DocumentParser,
    MergePatchParser,
    body_of,
    refuse_unmeasured,
)
from catalog.api.writes.preconditions import seen_marks
from catalog.api.writes.refusals import invalid, refusals_told
from catalog.api.writes.schema import WritableSchema, WriteSchema
from catalog.bilingual import LANGUAGES
from catalog.documents.reasons import wrong_type
from catalog.exchange import edits
from catalog.models import Revision
from catalog.validators import clean_line

WRITES = ("POST", "PATCH", "PUT", "DELETE")
LONGEST_REASON = 200
NEW = {"slug", "values"}


class WritableEntry:
    # Adds to the resource of a kind of entry what opens and changes its drafts. Reading it stays
    # the same for everybody, whoever asks. (A docstring would become that of the resource.)

    http_method_names = ("get", "head", "options", "post", "patch")
    schema = WritableSchema()
    is_write = False

    def initialize_request(self, request, *args, **kwargs):
        self.is_write = request.method in WRITES
        return super().initialize_request(request, *args, **kwargs)

    def get_authenticators(self):
        return [TokenAuthentication()] if self.is_write else super().get_authenticators()

    def get_permissions(self):
        return [MayWrite()] if self.is_write else super().get_permissions()

    def get_parsers(self):
        return [DocumentParser(), MergePatchParser()] if self.is_write else super().get_parsers()

    def known_parameters(self):
        return ["lang"] if self.is_write else super().known_parameters()

    def check_parameters(self, request):
        super().check_parameters(request)
        if self.is_write:
            check_language(request)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        return as_written(response) if self.is_write else response

    def create(self, request):
        """Open the first draft of a new entry."""
        body = body_of(request)
        _refuse_others(body, known=NEW)
        slug, values = body.get("slug"), body.get("values")
        if not isinstance(values, dict):
            raise invalid("/values", _("must be a mapping of fields"))

        def write():
            draft = edits.create(self.entry_model, slug, values, by=request.user)
            return answer(draft, status=201)

        with refusals_told("/values"):
            return once(request, write)

    def partial_update(self, request, slug):
        """Change the open draft by a merge patch; opens one where only a live revision stands."""
        entry = get_object_or_404(self.entry_model, slug=slug)
        seen, patch = seen_marks(request.headers.get("If-Match")), body_of(request)

        def write():
            return answer(edits.edit(entry, patch, seen=seen, by=request.user))

        with refusals_told():
            return once(request, write)


def as_written(response):
    """With the headers of every answer to a write: documents of drafts hold both languages."""
    response["Cache-Control"] = "no-store"
    response.setdefault("Content-Language", BOTH)  # a refusal has one, and has said which
    return response


def check_language(request):
    """Refuse a language of messages that there is none of; a message has one and not both."""
    given = request.query_params.get("lang")
    if given is not None and code_of(given) not in LANGUAGES:
        refuse("lang", refusal(given, ", ".join(LANGUAGES)))


class Writing(Counted, APIView):
    """A view for holders of a token only; its answers are never stored."""

    authentication_classes = (TokenAuthentication,)
    permission_classes = (MayWrite,)
    parser_classes = (DocumentParser, MergePatchParser)
    schema = WriteSchema()

    def admit(self, request):
        refuse_method(self, request)
        check_parameters(request.query_params, known=["lang"])
        check_language(request)

    def dispatch(self, request, *args, **kwargs):
        with override(message_language(request)):
            return as_written(super().dispatch(request, *args, **kwargs))


class DraftView(Writing):
    """What a write starts from: the open revision of an entry, or its live one."""

    model = None

    def get(self, request, slug):
        found = tally.shown_revision(get_object_or_404(self.model, slug=slug))
        if found is None:
            raise Problem(409, _("This entry is in the trash."), code="refused")
        return answer(found)


STEPS = {
    "submit": actions.submit,
    "withdraw": actions.withdraw,
    "publish": actions.publish,
    "discard": actions.discard,
}


class StepView(Writing):
    """One step of the open revision: hand it to review, publish it, take it back, discard it."""

    model = None
    step = ""

    def post(self, request, slug):
        entry = get_object_or_404(self.model, slug=slug)
        seen = seen_marks(request.headers.get("If-Match"))
        refuse_unmeasured(request)
        options = _step_options(request.data, step=self.step)

        def write():
            revision = edits.hold_standing(entry, seen=seen)
            moved = STEPS[self.step](revision, by=request.user, **options)
            return Response(status=204) if self.step == "discard" else answer(moved)

        with refusals_told():
            return once(request, write)


def _step_options(body, *, step):
    """What the body of a step says to its action."""
    takes_day = step == "publish"
    _refuse_others(body, known={"reason", "verified_on"} if takes_day else {"reason"})
    options = {"summary": _reason(body)}
    if "verified_on" in body:
        options["confirmed_on"] = _confirmed_on(body["verified_on"])
    return options


def _confirmed_on(given):
    """The day on which somebody last confirmed the entry, by the rules of that column."""
    column = Revision._meta.get_field("verified_on")
    if wrong := wrong_type(column, given):
        raise invalid("/verified_on", wrong)
    try:
        return column.clean(given, None)
    except ValidationError as error:
        raise invalid("/verified_on", " ".join(error.messages)) from error


def _reason(body):
    reason = body.get("reason", "")
    if not isinstance(reason, str) or len(reason) > LONGEST_REASON:
        message = _("must be text of at most %(longest)s characters without control characters")
        raise invalid("/reason", message % {"longest": LONGEST_REASON})
    try:
        return clean_line(reason)
    except ValidationError as error:
        raise invalid("/reason", " ".join(error.messages)) from error


def _refuse_others(body, *, known):
    if unknown := [name for name in body if name not in known]:
        message = _("is unknown; known are %(known)s") % {"known": ", ".join(sorted(known))}
        raise invalid(edits.pointer([unknown[0][:60]]), message)
