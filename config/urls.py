from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from catalog.sitemaps import SITEMAPS
from catalog.views.root import negotiate, robots

urlpatterns = [
    path("", negotiate, name="negotiate"),
    path("api/v1/", include("catalog.api.urls")),
    path("favicon.ico", RedirectView.as_view(url=static("img/favicon.svg")), name="favicon"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    *i18n_patterns(
        path("", include("catalog.urls")),
        path("admin/", admin.site.urls),
    ),
]

handler404 = "catalog.views.errors.not_found"
handler500 = "catalog.views.errors.server_error"
