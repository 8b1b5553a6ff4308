"""What will go, declared on the view that offers it: `deprecations = (Deprecation(…),)`.

That one declaration gives the answers their headers, marks the operation or the parameter in the
description, and has to be named in docs/api/CHANGELOG.md, which a test asks for.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.urls import reverse
from django.utils.http import http_date

from catalog.api.addresses import absolute

NOTICE = timedelta(days=365)  # the least that docs/api/README.md promises


@dataclass(frozen=True)
class Deprecation:
    """That the address, or one of its parameters, is advised against since a day and goes on one.

    Both days are aware moments. Raises `ValueError` where less notice is given than is promised.
    """

    since: datetime
    sunset: datetime
    parameter: str = ""

    def __post_init__(self):
        if self.sunset - self.since < NOTICE:
            raise ValueError(
                f"{self.since:%Y-%m-%d} to {self.sunset:%Y-%m-%d} is less than a year of notice."
            )

    def concerns(self, request):
        return not self.parameter or self.parameter in request.GET


def tell(response, request, deprecations):
    """Say in the headers what of a request goes (RFC 9745 and 8594), and when the first of it."""
    told = [one for one in deprecations if one.concerns(request)]
    if not told:
        return
    since = min(one.since for one in told).astimezone(UTC)
    response["Deprecation"] = f"@{int(since.timestamp())}"
    response["Sunset"] = http_date(min(one.sunset for one in told).timestamp())
    docs = absolute(reverse("api:docs"))
    response["Link"] = f'<{docs}>; rel="deprecation"; type="text/html"'
