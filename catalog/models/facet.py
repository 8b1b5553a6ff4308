"""Which live frameworks have which value of a facet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FacetValue(models.Model):
    """One value of one facet and the live frameworks that have it; `catalog.facets` writes it.

    Derived, and rebuilt at any time. `members` is a number in little-endian bytes, deflated, with
    the bit set that the key of an entry counts: so a hundred thousand frameworks fit into 12 kB,
    and facets narrow one another by AND. The row with no facet and no value holds all of them.
    """

    facet = models.CharField(_("facet"), max_length=24, blank=True)
    value = models.CharField(_("value"), max_length=120, blank=True)
    number = models.PositiveIntegerField(_("frameworks"), default=0)
    # Last, so that SQLite finds the number without reading past it.
    members = models.BinaryField(default=b"", editable=False)

    class Meta:
        ordering = ["facet", "value"]
        verbose_name = _("value of a facet")
        verbose_name_plural = _("values of facets")
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "value"],
                name="facet_value_once",
                violation_error_message=_("This value is there already."),
            )
        ]

    def __str__(self):
        return f"{self.facet}: {self.value}"
