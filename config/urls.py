from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from catalog.admin.rendering import render_on_desk
from catalog.api.errors import unknown_path
from catalog.api.oembed import oembed
from catalog.sitemaps import part, sitemap
from catalog.views.media import picture
from catalog.views.root import favicon, llms, negotiate, robots
from config.login import LoginForm

admin.site.login_form = LoginForm

urlpatterns = [
    path("", negotiate, name="negotiate"),
    path("api/v1/", include("catalog.api.urls")),
    re_path(r"^api(?:/|$)", unknown_path),
    re_path(r"^media/pictures/(?P<name>[\w-]+\.(?:png|jpg|webp))$", picture, name="picture"),
    path("oembed/", oembed, name="oembed"),
    path("favicon.ico", favicon, name="favicon"),
    path("robots.txt", robots, name="robots"),
    path("llms.txt", llms, name="llms"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:kind>-<int:page>.xml", part, name="sitemap-part"),
    *i18n_patterns(
        path("", include("catalog.urls")),
        path("admin/render-text/", render_on_desk, name="desk-render"),
        path("admin/", include("catalog.admin.urls")),
        path("admin/", admin.site.urls),
    ),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
