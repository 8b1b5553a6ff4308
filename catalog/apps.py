from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "catalog"
    verbose_name = _("Framework Atlas")

    def ready(self):
        if settings.PAGE_CACHE_URL:
            from catalog.delivery.pushing import tell
            from catalog.published import stamp_moved

            stamp_moved.connect(tell)


class DeskConfig(AdminConfig):
    default_site = "catalog.desk.Desk"
