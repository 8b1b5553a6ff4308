"""Pages of a list by number."""

from django.core.paginator import Paginator as OneEndedPaginator


class Paginator(OneEndedPaginator):
    """Reads a page of the second half from the end: the last one costs what the first one does.

    The list has to be a queryset in an order in which no two rows may change places.
    """

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        if 2 * start < self.count or not self.count:
            return super().page(number)
        turned = self.object_list.reverse()[self.count - stop : self.count - start]
        return self._get_page([*reversed(turned)], number, self)
