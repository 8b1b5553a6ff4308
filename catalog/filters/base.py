"""What every filter set knows: the moment that it looks at, and how many rows it leaves."""

import django_filters


class LiveFilterSet(django_filters.FilterSet):
    """Filters over what is live now, or was at the moment `at`."""

    always = ()  # names of filters that do something also where nobody asks for them

    def __init__(self, data=None, queryset=None, *, at=None, only=None, **kwargs):
        """With `only`, filters of other names are left out: who shows no form needs no fields."""
        if only is not None:
            names = {*only, *self.always}
            found = self.base_filters.items()
            self.base_filters = {name: one for name, one in found if name in names}
        super().__init__(data, queryset, **kwargs)
        self.at = at

    @property
    def known_total(self):
        """How many rows are left, where that is known without counting them; else None."""
        return None
