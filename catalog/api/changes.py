"""The feed of changes: whoever replays it holds exactly the catalogue as it is."""

import re

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from catalog.api.addresses import absolute
from catalog.api.base import Readable
from catalog.api.language import refusal
from catalog.api.parameters import names_in, refuse, whole_number
from catalog.api.values import labelled, number, of_catalogue
from catalog.bilingual import LANGUAGES
from catalog.choices import EntryKind, ListKind, PublicEvent
from catalog.documents.public import public_documents_of
from catalog.models import PublicChange
from catalog.models.public import BEGINNING
from catalog.published.fields import NEUTRAL

SINCE, LIMIT, KIND = "since", "limit", "kind"
LARGEST, USUAL = 100, 50
CURSOR = re.compile("[1-9][0-9]{0,17}-[0-9a-f]{8}")
KINDS = [*EntryKind.values, *ListKind.values]


class DocumentSerializer(serializers.Serializer):
    """What a thing says now, as dumps have it: the texts of both languages, and every row."""

    kind = serializers.ChoiceField(choices=KINDS)
    slug = serializers.CharField()
    revision = serializers.IntegerField(allow_null=True)
    values = serializers.DictField()


class OtherSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=KINDS)
    id = serializers.CharField()


class ChangedSerializer(serializers.Serializer):
    """Names of changed fields; a row's after the name of its list: `facts.note`."""

    def get_fields(self):
        names = [*LANGUAGES, NEUTRAL]
        return {name: serializers.ListField(child=serializers.CharField()) for name in names}


class ChangeSerializer(serializers.Serializer):
    cursor = serializers.CharField(help_text="What `since` takes to go on after this change.")
    stamp = serializers.IntegerField(help_text="One publish; all its changes have the same.")
    at = serializers.DateTimeField()
    event = serializers.ChoiceField(choices=PublicEvent.choices)
    kind = serializers.ChoiceField(choices=KINDS)
    id = serializers.CharField(help_text="The slug; of a term facet/slug.")
    revision = serializers.IntegerField(allow_null=True)
    previous = serializers.IntegerField(allow_null=True, help_text="The revision before.")
    changed = ChangedSerializer(help_text="Of an update: which fields, by language.")
    other = OtherSerializer(
        allow_null=True, help_text="Renamed: what it is now. Linked: what came or went."
    )
    url = serializers.CharField(allow_null=True, help_text="Its document; null: it has none now.")
    document = DocumentSerializer(
        allow_null=True, help_text="What it says now. Null: it is not there, drop it."
    )


class ChangesSerializer(serializers.Serializer):
    count = serializers.IntegerField(allow_null=True, help_text="Always null: nothing is counted.")
    next = serializers.CharField(allow_null=True, help_text="More changes; null: that is all.")
    previous = serializers.CharField(allow_null=True, help_text="Always null.")
    cursor = serializers.CharField(help_text="What `since` takes the next time.")
    results = ChangeSerializer(many=True)


class ChangesView(Readable, APIView):
    """What readers saw change, in the order in which they did, from the first change on.

    Keep `document` of each change under its kind and id, or drop what stands there where it is
    null: at the end of the feed you hold what the dumps hold. Begin with a dump and its cursor, or
    without `since`. A change that was followed by others already has the newest document.
    """

    serializer_class = ChangesSerializer
    holds_both = True

    def known_parameters(self):
        return ["lang", "fields", SINCE, LIMIT, KIND]

    def field_names(self):
        return [*ChangeSerializer._declared_fields]

    @extend_schema(
        operation_id="changes_list",
        parameters=[
            OpenApiParameter(
                SINCE, of_catalogue("since"), description="A cursor of this feed or of a dump."
            ),
            OpenApiParameter(
                LIMIT,
                number(LARGEST, usual=USUAL),
                description=f"At most {LARGEST}; {USUAL} without it.",
            ),
            OpenApiParameter(
                KIND,
                labelled([*EntryKind.choices, *ListKind.choices]),
                description="Only changes of this kind.",
            ),
        ],
    )
    def get(self, request):
        parameters = request.query_params
        fields = names_in(parameters, "fields", known=self.field_names())
        limit = whole_number(parameters, LIMIT, USUAL, largest=LARGEST)
        since = _asked_cursor(parameters)
        found = PublicChange.objects.filter(pk__gt=_key_of(since)).order_by("pk")
        if kind := _asked_kind(parameters):
            found = found.filter(kind=kind)
        rows = list(found[: limit + 1])
        shown, has_more = rows[:limit], len(rows) > limit
        cursor = shown[-1].cursor if shown else since
        following = replace_query_param(request.get_full_path(), SINCE, cursor)
        return Response(
            {
                "count": None,
                "next": absolute(following) if has_more else None,
                "previous": None,
                "cursor": cursor,
                "results": _results(shown, fields=fields),
            }
        )


def _asked_kind(parameters):
    given = parameters.get(KIND)
    if given is not None and given not in KINDS:
        refuse(KIND, refusal(given, ", ".join(KINDS)))
    return given


def _asked_cursor(parameters):
    """The cursor of the last change that the client has, which stands in the log as it was."""
    given = parameters.get(SINCE, BEGINNING)
    if given == BEGINNING:
        return given
    known = CURSOR.fullmatch(given) and PublicChange.objects.filter(pk=_key_of(given)).first()
    if not known or known.cursor != given:
        message = _(
            "“%(value)s” is no cursor of this feed. Accepted: a “cursor” that it or a dump gave; "
            "without “since” it begins with the first change. If this site gave it once, it was "
            "restored from a backup or updated since then: begin anew with a dump."
        )
        refuse(SINCE, message % {"value": given[:60]})
    return given


def _key_of(cursor):
    return int(cursor.partition("-")[0])


def _results(rows, *, fields):
    wanted = fields or [*ChangeSerializer._declared_fields]
    documents = {}
    if {"document", "url"} & set(wanted):
        documents = public_documents_of((one.kind, one.slug) for one in rows)
    shown = (_change(one, documents.get((one.kind, one.slug))) for one in rows)
    return [{name: one[name] for name in wanted} for one in shown]


def _change(one, document):
    kind, _slash, other = one.other.partition("/")
    return {
        "cursor": one.cursor,
        "stamp": one.stamp,
        "at": one.at,
        "event": one.event,
        "kind": one.kind,
        "id": one.slug,
        "revision": one.revision,
        "previous": one.previous,
        "changed": {name: one.fields.get(name, []) for name in (*LANGUAGES, NEUTRAL)},
        "other": {"kind": kind, "id": other} if one.other else None,
        "url": _address(one) if document else None,
        "document": document.as_dict() if document else None,
    }


def _address(one):
    try:
        return absolute(reverse(f"api:{one.kind}-detail", args=[one.slug]))
    except NoReverseMatch:  # a term has no document of its own
        return None
