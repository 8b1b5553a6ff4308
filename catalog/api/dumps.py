"""The whole catalogue in one file, with its stamp, its cursor and a checksum."""

from base64 import b64encode

from django.http import FileResponse, HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.views import APIView

from catalog import dumps
from catalog.api.base import Readable

# A new one may be there in a moment; who has the old one is told so by its tag.
CONTROL = "public, max-age=0, must-revalidate"


class DumpFile(Readable, APIView):
    def known_parameters(self):
        return ["lang"]

    def with_headers(self, response, dump):
        response["Cache-Control"] = CONTROL
        response["Content-Stamp"] = str(dump.stamp)
        response["Changes-Cursor"] = str(dump.cursor)
        response["Repr-Digest"] = f"sha-256=:{b64encode(dump.sha256).decode()}:"
        return response


class DumpView(DumpFile):
    """All that readers see, in one file: entries, sources and terms.

    JSON is one object with a list of documents; NDJSON has one document a line; CSV is a zip with
    a table for each kind of row, as the import takes them; SQLite is a database with these tables
    and the documents. The headers name the stamp, the cursor from which the feed of changes goes
    on, and the SHA-256 (RFC 9530).
    """

    @extend_schema(
        operation_id="dump_retrieve",
        responses={
            (200, one.content_type): OpenApiResponse(OpenApiTypes.BINARY)
            for one in dumps.FORMATS.values()
        },
    )
    def get(self, request, form):
        dump = dumps.dump(form)
        etag = f'"{dump.sha256.hex()}"'
        kept = get_conditional_response(request, etag=etag)
        if kept is not None:
            return self.with_headers(kept, dump)
        known = dumps.FORMATS[form]
        response = FileResponse(
            dump.path.open("rb"),
            as_attachment=True,
            filename=f"framework-atlas-{dump.stamp}.{known.suffix}",
            content_type=known.content_type,
        )
        response["ETag"] = etag
        return self.with_headers(response, dump)


class DumpDigestView(DumpFile):
    """The SHA-256 of a dump, as `sha256sum --check` reads it."""

    @extend_schema(
        operation_id="dump_digest_retrieve",
        responses={(200, "text/plain"): OpenApiResponse(OpenApiTypes.STR)},
    )
    def get(self, request, form):
        dump = dumps.dump(form)
        name = f"framework-atlas-{dump.stamp}.{dumps.FORMATS[form].suffix}"
        return HttpResponse(
            f"{dump.sha256.hex()}  {name}\n",
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": CONTROL},
        )
