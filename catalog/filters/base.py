"""What every filter set knows: the moment that it looks at, and how many rows it leaves."""

import django_filters


class LiveFilterSet(django_filters.FilterSet):
    """Filters over what is live now, or was at the moment `at`."""

    def __init__(self, data=None, queryset=None, *, at=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.at = at

    @property
    def known_total(self):
        """How many rows are left, where that is known without counting them; else None."""
        return None
