"""The description of the API, and the page on which its requests are tried."""

from threading import Lock

from django.utils.translation import override
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.response import Response

from catalog.api.language import message_language


class Spoken:
    """In the language that `lang` names, or else Accept-Language."""

    def dispatch(self, request, *args, **kwargs):
        language = message_language(request)
        with override(language):
            response = super().dispatch(request, *args, **kwargs)
            if isinstance(response, Response):  # and no refusal, which is said already
                response.render()
        response["Content-Language"] = language
        return response


# What makes it notes its steps on classes that all threads share.
MAKING = Lock()


class DescriptionView(Spoken, SpectacularJSONAPIView):
    """OpenAPI, as JSON."""

    def dispatch(self, request, *args, **kwargs):
        with MAKING:
            return super().dispatch(request, *args, **kwargs)


class TryItView(Spoken, SpectacularSwaggerSplitView):
    """Swagger UI, in two files, because the content security policy refuses scripts in a page."""

    url_name = "api:openapi"
