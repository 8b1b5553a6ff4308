"""The whole catalogue in one file, with its stamp, its cursor and a checksum."""

from base64 import b64encode

from django.http import FileResponse, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.views import APIView

from catalog import dumps
from catalog.api.base import Readable
from catalog.api.conditional import share, told
from catalog.api.describing import OF_DUMPS, OF_EVERY
from catalog.api.errors import Problem
from catalog.api.ranges import NOT_SATISFIABLE, Part, asked_range
from catalog.delivery.answers import GZIP, LONGEST_WISH, accepted

# A new one may be there in a moment; who has the old one is told so by its tag.
CONTROL = "public, max-age=0, must-revalidate"
BEHIND = _("The file has %(length)s bytes; the range begins behind its end.")
NOT_OFFERED = _(
    "This site does not write Parquet: that needs the package pyarrow. Who runs it can add it with "
    "“pip install -r requirements/parquet.txt”. NDJSON and SQLite say the same."
)


class DumpFile(Readable, APIView):
    tag = "dumps"
    negotiates = False

    def known_parameters(self):
        return ["lang"]

    def dump(self, form, **options):
        """The dump that was asked for, or a refusal that says what is missing here to make it."""
        if not dumps.FORMATS[form].is_offered:
            raise NotFound(NOT_OFFERED, code="not_offered")
        return dumps.dump(form, **options)

    def perform_content_negotiation(self, request, force=False):
        """The address names the form; there is no other, whatever Accept says."""
        return super().perform_content_negotiation(request, force=True)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code in (200, 206, 304):
            share(request, response, control=CONTROL)
        return response

    def kept(self, etag):
        """The answer to a condition on `etag`, or None where the whole file is asked for."""
        answer = get_conditional_response(self.request, etag=etag)
        return answer and told(self.request, answer, answer)


class DumpView(DumpFile):
    """All that readers see, in one file: entries, sources and terms.

    JSON is one object with a list of documents; NDJSON has one document a line; CSV is a zip with
    a table for each kind of row; SQLite is a database with these tables and the documents; Parquet,
    where the site offers it, has the documents as rows. JSON and NDJSON can be loaded into another
    site. The headers name the stamp, the cursor from which the feed of changes goes on, and the
    SHA-256 (RFC 9530). JSON, NDJSON and SQLite are sent as gzip to who takes that.
    """

    answer_headers = OF_DUMPS
    more_refusals = ("416",)
    holds_both = True

    @extend_schema(
        operation_id="dump_retrieve",
        responses={
            (status, one.content_type): OpenApiResponse(
                OpenApiTypes.OBJECT if (status, name) == (200, "json") else OpenApiTypes.BINARY
            )
            for name, one in dumps.FORMATS.items()
            for status in (200, 206)
        },
        parameters=[
            OpenApiParameter(
                "Range",
                {"type": "string", "pattern": "^bytes=[0-9]*-[0-9]*$"},
                location=OpenApiParameter.HEADER,
                description="One part of the file, such as bytes=1000-; with If-Range its ETag.",
            )
        ],
    )
    def get(self, request, form):
        is_packed = self.takes_gzip(form)
        dump = self.dump(form, is_packed=is_packed)
        etag = f'"{dump.sha256.hex()}"'
        response = self.kept(etag) or self.file(form, dump, etag)
        response["ETag"] = etag
        response["Accept-Ranges"] = "bytes"
        if is_packed and response.status_code in (200, 206):
            response["Content-Encoding"] = "gzip"
        if not dumps.FORMATS[form].is_packed:
            patch_vary_headers(response, ["Accept-Encoding"])
        response["Content-Stamp"] = str(dump.stamp)
        response["Changes-Cursor"] = dump.cursor
        response["Repr-Digest"] = f"sha-256=:{b64encode(dump.sha256).decode()}:"
        return response

    def takes_gzip(self, form):
        """Whether the file is sent packed: where it gets smaller by that, and the client asks."""
        wish = self.request.headers.get("Accept-Encoding", "")
        return not dumps.FORMATS[form].is_packed and GZIP in accepted(wish[:LONGEST_WISH])

    def file(self, form, dump, etag):
        """The file, or the part of it that the request asks for."""
        known, length = dumps.FORMATS[form], dump.path.stat().st_size
        wanted = asked_range(self.request, length=length, etag=etag)
        if wanted is NOT_SATISFIABLE:
            headers = {"Content-Range": f"bytes */{length}"}
            raise Problem(416, BEHIND % {"length": length}, code="no_range", headers=headers)
        first, last = wanted or (0, length - 1)
        response = FileResponse(
            Part(dump.path.open("rb"), first, last),
            as_attachment=True,
            filename=f"framework-atlas-{dump.stamp}.{known.suffix}",
            content_type=known.content_type,
            status=206 if wanted else 200,
        )
        response["Content-Length"] = str(last - first + 1)
        if wanted:
            response["Content-Range"] = f"bytes {first}-{last}/{length}"
        return response


class DumpDigestView(DumpFile):
    """The SHA-256 of a dump, as `sha256sum --check` reads it."""

    answer_headers = OF_EVERY

    @extend_schema(
        operation_id="dump_digest_retrieve",
        responses={(200, "text/plain"): OpenApiResponse(OpenApiTypes.STR)},
    )
    def get(self, request, form):
        dump = self.dump(form)
        name = f"framework-atlas-{dump.stamp}.{dumps.FORMATS[form].suffix}"
        etag = f'"{dump.sha256.hex()}-{dump.stamp}"'
        response = self.kept(etag) or HttpResponse(
            f"{dump.sha256.hex()}  {name}\n", content_type="text/plain; charset=utf-8"
        )
        response["ETag"] = etag
        return response
