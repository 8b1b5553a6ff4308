"""Pages of a list by number."""

from django.core.paginator import Paginator as OneEndedPaginator


class Paginator(OneEndedPaginator):
    """Reads a page of the second half from the end: the last one costs what the first one does.

    A queryset has to be in an order in which no two rows may change places. Of a list in memory
    every page costs the same.
    """

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        is_near = 2 * start < self.count or not self.count
        if is_near or isinstance(self.object_list, list):
            return super().page(number)
        turned = self.object_list.reverse()[self.count - stop : self.count - start]
        return self._get_page([*reversed(turned)], number, self)


def page_query(page):
    """What tells the address of a page from that of its list."""
    return f"?page={page.number}" if page.number > 1 else ""
