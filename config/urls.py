from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("catalog.api.urls")),
    path("", include("catalog.urls")),
    *i18n_patterns(path("admin/", admin.site.urls)),
]

handler404 = "catalog.views.errors.not_found"
handler500 = "catalog.views.errors.server_error"
