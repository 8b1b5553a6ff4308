"""The whole catalogue in one file, with its stamp, its cursor and a checksum."""

from base64 import b64encode

from django.http import FileResponse, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.views import APIView

from catalog import dumps
from catalog.api.base import Readable
from catalog.api.conditional import share, told
from catalog.api.describing import OF_DUMPS, OF_EVERY

# A new one may be there in a moment; who has the old one is told so by its tag.
CONTROL = "public, max-age=0, must-revalidate"
NOT_OFFERED = _(
    "This site does not write Parquet: that needs the package pyarrow. Who runs it can add it with "
    "“pip install -r requirements/parquet.txt”. NDJSON and SQLite say the same."
)


class DumpFile(Readable, APIView):
    tag = "dumps"

    def known_parameters(self):
        return ["lang"]

    def dump(self, form):
        """The dump that was asked for, or a refusal that says what is missing here to make it."""
        if not dumps.FORMATS[form].is_offered:
            raise NotFound(NOT_OFFERED, code="not_offered")
        return dumps.dump(form)

    def perform_content_negotiation(self, request, force=False):
        """The address names the form; there is no other, whatever Accept says."""
        return super().perform_content_negotiation(request, force=True)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code in (200, 304):
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
    SHA-256 (RFC 9530).
    """

    answer_headers = OF_DUMPS
    holds_both = True

    @extend_schema(
        operation_id="dump_retrieve",
        responses={
            (200, one.content_type): OpenApiResponse(
                OpenApiTypes.OBJECT if name == "json" else OpenApiTypes.BINARY
            )
            for name, one in dumps.FORMATS.items()
        },
    )
    def get(self, request, form):
        dump = self.dump(form)
        etag = f'"{dump.sha256.hex()}"'
        response = self.kept(etag) or self.whole(form, dump)
        response["ETag"] = etag
        response["Content-Stamp"] = str(dump.stamp)
        response["Changes-Cursor"] = dump.cursor
        response["Repr-Digest"] = f"sha-256=:{b64encode(dump.sha256).decode()}:"
        return response

    def whole(self, form, dump):
        known = dumps.FORMATS[form]
        return FileResponse(
            dump.path.open("rb"),
            as_attachment=True,
            filename=f"framework-atlas-{dump.stamp}.{known.suffix}",
            content_type=known.content_type,
        )


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
