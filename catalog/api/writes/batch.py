"""Many drafts by one request: all of them are written, or none."""

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from catalog.api.errors import Problem
from catalog.api.writes.answers import standing
from catalog.api.writes.idempotency import once
from catalog.api.writes.parsing import body_of
from catalog.api.writes.preconditions import seen_marks
from catalog.api.writes.refusals import all_invalid, invalid, refusals_told
from catalog.api.writes.views import Writing
from catalog.documents.schema import KINDS
from catalog.exchange import edits

LARGEST = 100
KEYS = {"kind", "slug", "if_match", "values"}


class BatchView(Writing):
    """Up to a hundred drafts, in the order in which they are named.

    An operation without `if_match` opens a new entry; with it, `values` is a merge patch.
    """

    def post(self, request):
        body = body_of(request)
        operations = body.get("operations")
        if [*body] != ["operations"] or not isinstance(operations, list):
            raise invalid("/operations", _("must be the only field, and a list of operations"))
        if not 1 <= len(operations) <= LARGEST:
            message = _("must hold from 1 to %(largest)s operations") % {"largest": LARGEST}
            raise invalid("/operations", message)

        def write():
            written = _written(operations, request)
            return Response({"results": [standing(revision) for revision in written]})

        return once(request, write)


def _written(operations, request):
    """The revisions that the operations leave; raises the first refusal, with the faults of all."""
    written, refusals = [], []
    for number, operation in enumerate(operations):
        try:
            with transaction.atomic():
                written.append(_write(operation, f"/operations/{number}", request))
        except Problem as refusal:
            refusals.append(refusal)
    if refusals:
        refusals[0].errors = [error for refusal in refusals for error in refusal.errors]
        raise refusals[0]
    return written


def _write(operation, place, request):
    if faults := [*_faults(operation, place)]:
        raise all_invalid(faults)
    model = KINDS[operation["kind"]]._meta.get_field("entry").related_model
    slug, values = operation["slug"], operation["values"]
    with refusals_told(f"{place}/values"):
        if "if_match" not in operation:
            return edits.create(model, slug, values, by=request.user)
        entry = model.objects.filter(slug=slug).first()
        if entry is None:
            raise invalid(f"{place}/slug", _("names no entry of this kind"))
        seen = _seen(operation["if_match"], f"{place}/if_match")
        return edits.edit(entry, values, seen=seen, by=request.user)


def _seen(text, place):
    """The marks that an operation names; what would be a wrong header is a wrong field here."""
    try:
        return seen_marks(text)
    except Problem as refusal:
        raise invalid(place, refusal.detail) from refusal


def _faults(operation, place):
    """What is wrong with the shape of an operation: pairs of a pointer and a message."""
    if not isinstance(operation, dict) or not {"kind", "slug", "values"} <= {*operation} <= KEYS:
        yield place, _("must have kind, slug and values, to change an entry also if_match")
        return
    if operation["kind"] not in [*KINDS]:  # a list, because what came may have no hash
        yield f"{place}/kind", _("must be one of %(known)s") % {"known": ", ".join(KINDS)}
    if not isinstance(operation["slug"], str):
        yield f"{place}/slug", _("must be text")
    if not isinstance(operation["values"], dict):
        yield f"{place}/values", _("must be a mapping of fields")
    if not isinstance(operation.get("if_match", ""), str):
        yield f"{place}/if_match", _("must be text")
