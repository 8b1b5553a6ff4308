"""What every template may use."""

from django.conf import settings

from catalog.bilingual import EN, ZH, current_language


def site(request):
    language = current_language()
    return {
        "site_url": settings.SITE_URL,
        "content_language": language,
        "other_language": EN if language == ZH else ZH,
    }
