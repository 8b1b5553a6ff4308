"""Pages that can be read as the catalogue stood at an earlier moment."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from catalog.moments import PARAMETER, read_moment
from catalog.views.errors import error_page


class ReadAsOf:
    """Answers `?as_of=`; `self.at` is then the moment that everything on the page is read at."""

    has_moments = True
    at = None

    def dispatch(self, request, *args, **kwargs):
        if not self.has_moments:
            return super().dispatch(request, *args, **kwargs)
        request.has_moments = True
        try:
            request.moment = read_moment(request.GET.get(PARAMETER))
        except ValidationError as error:
            return error_page(request, 400, text=error.message)
        if request.moment is None:
            return super().dispatch(request, *args, **kwargs)
        self.at = request.moment.at
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            return error_page(request, 404, **self.absence())

    def absence(self):
        """What the page says when there was nothing at its address at that moment."""
        return {"text": _("There was nothing at this address at that time.")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(today_url=self.today_url(), **kwargs)

    def today_url(self):
        """This page as it is today, under the same filters; None where it is gone, or shown."""
        if self.at is None:
            return None
        query = self.request.GET.copy()
        for name in (PARAMETER, "page"):
            query.pop(name, None)
        return self.request.path + (f"?{query.urlencode()}" if query else "")
