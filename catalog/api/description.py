"""The description of the API, and the page on which its requests are tried."""

import json
from threading import Lock

from django.utils.translation import override
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.response import Response

from catalog.api.base import Readable
from catalog.api.language import code_of, message_language, refusal
from catalog.api.parameters import refuse
from catalog.bilingual import LANGUAGES

# What makes it notes its steps on classes that all threads share.
MAKING = Lock()
SCRIPT = "script"  # by this parameter the page gets the script that starts it; it has no value


class Described(Readable):
    """In the language that `lang` names, or else Accept-Language; there is none in both."""

    schema = None  # a description that names itself would tell nobody anything
    may_be_empty = ()

    def known_parameters(self):
        return ["lang", *self.may_be_empty]

    def check_parameters(self, request):
        super().check_parameters(request)
        given = request.query_params.get("lang", LANGUAGES[0])
        if code_of(given) not in LANGUAGES:
            refuse("lang", refusal(given, ", ".join(LANGUAGES)))

    def dispatch(self, request, *args, **kwargs):
        with override(message_language(request)):
            response = super().dispatch(request, *args, **kwargs)
            if isinstance(response, Response):  # and no refusal, which is said already
                response.render()
        return response


class CompactRenderer(OpenApiJsonRenderer):
    """Without the spaces that make it twice as long; the one in docs/api is for reading."""

    def render(self, data, media_type=None, renderer_context=None):
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


class DescriptionView(Described, SpectacularJSONAPIView):
    """OpenAPI, as JSON."""

    renderer_classes = (CompactRenderer,)

    def get(self, request):
        with MAKING:
            return super().get(request)


class TryItView(Described, SpectacularSwaggerSplitView):
    """Swagger UI, in two files, because the content security policy refuses scripts in a page."""

    url_name = "api:openapi"
    may_be_empty = (SCRIPT,)

    def check_parameters(self, request):
        super().check_parameters(request)
        if given := request.query_params.get(SCRIPT):
            refuse(SCRIPT, refusal(given, f"{SCRIPT}="))
