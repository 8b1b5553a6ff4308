"""Error pages in the language of the address; they read nothing from the database."""

from django.conf import settings
from django.http import HttpResponseNotFound, HttpResponseServerError
from django.template import loader
from django.utils.translation import override

from catalog.bilingual import EN, HTML_LANG, ZH


def not_found(request, exception=None):
    return HttpResponseNotFound(_page(request, "404.html"))


def server_error(request):
    return HttpResponseServerError(_page(request, "500.html"))


def _page(request, template):
    """The page without context processors: one of them may be what failed."""
    language = EN if request.path_info.startswith(f"/{EN}/") else ZH
    other = ZH if language == EN else EN
    with override(language):
        return loader.render_to_string(
            template,
            {
                "html_lang": HTML_LANG[language],
                "home": f"/{language}/",
                "other_home": f"/{other}/",
                "other_html_lang": HTML_LANG[other],
                "static_url": settings.STATIC_URL,
            },
        )
