"""Error pages in the language of the address; they read nothing from the database."""

from django.conf import settings
from django.http import HttpResponse
from django.template import loader
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from catalog.bilingual import EN, HTML_LANG, ZH

PAGES = {
    400: (
        _("The request can not be read"),
        _("Its address or its form is not as a browser sends it. Go back and try again."),
    ),
    403: (
        _("Not allowed"),
        _("You may not do this, or the page was open for too long. Sign in and try again."),
    ),
    404: (
        _("Page not found"),
        _(
            "There is no page at this address. It may have been mistyped, "
            "or what it named was never published."
        ),
    ),
    500: (
        _("Something went wrong"),
        _("The fault is ours, not yours. Please try again in a moment."),
    ),
    503: (
        _("Not available right now"),
        _("The database does not answer. Please try again in a few seconds."),
    ),
}


def error_page(request, status, *, text="", today_url=""):
    """The page without context processors: one of them may be what failed.

    `text` stands in for the usual words; `today_url` leads to the same page as it is today.
    """
    language = EN if request.path_info.startswith(f"/{EN}/") else ZH
    other = ZH if language == EN else EN
    heading, usual = PAGES[status]
    with override(language):
        page = loader.render_to_string(
            "error.html",
            {
                "status": status,
                "heading": heading,
                "text": text or usual,
                "today_url": today_url,
                "html_lang": HTML_LANG[language],
                "home": f"/{language}/",
                "other_home": f"/{other}/",
                "other_html_lang": HTML_LANG[other],
                "static_url": settings.STATIC_URL,
            },
        )
    return HttpResponse(page, status=status)
