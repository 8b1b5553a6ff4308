"""Every address that the URLconf knows, and those that ask for a right by their query."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.contrib import admin
from django.urls import URLPattern, get_resolver
from django.utils import translation

from catalog.models import ENTRY_MODELS

LANGUAGE = "en"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Route:
    """One pattern of the URLconf; `key` names it in the table of permissions."""

    key: str
    name: str = ""

    @property
    def parameters(self):
        return [first or second for first, second in PARAMETER.findall(self.key)]

    @property
    def model_name(self):
        """The model whose admin pages the route belongs to, as ``catalog.framework``; or empty."""
        match = re.match(r"/LANG/admin/(catalog|auth)/(\w+)/", self.key)
        return f"{match[1]}.{match[2]}" if match else ""

    def path(self, values):
        """The address, with a value for each parameter."""
        filled = PARAMETER.sub(lambda match: str(values[match[1] or match[2]]), self.key)
        return filled.replace("LANG", LANGUAGE, 1).replace("\\.", ".")


@lru_cache
def routes():
    """All routes in the order of the URLconf, without those that an earlier one hides."""
    with translation.override(LANGUAGE):
        found = [
            Route(_key(prefix + str(pattern.pattern)), name)
            for prefix, name, pattern in _walk(get_resolver().url_patterns)
        ]
    unique = [*{route.key: route for route in reversed(found)}.values()][::-1]
    return [*unique, *map(Route, _autocompletes()), *map(Route, _exports())]


def _autocompletes():
    """One address answers for every field that completes what is typed, by the field's right."""
    fields = {
        (options.model._meta.model_name, field)
        for each in admin.site._registry.values()
        for options in (each, *each.inlines)
        for field in options.autocomplete_fields
    }
    fields |= {(model._meta.model_name, "redirects_to") for model in ENTRY_MODELS}
    for model, field in sorted(fields):
        query = f"app_label=catalog&model_name={model}&field_name={field}"
        yield f"/LANG/admin/autocomplete/?{query}"


def _exports():
    for model in ENTRY_MODELS:
        yield f"/LANG/admin/desk/export/?kind={model._meta.model_name}&format=json&state=open"


def _walk(patterns, prefix="/", namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield prefix, f"{namespace}{pattern.name or ''}", pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern), inner)


def _key(pattern):
    """The pattern without what regular expressions say of beginning and end, and of languages."""
    plain = pattern.replace("^", "").removesuffix("$").replace("(?:/|$)", "/")
    return re.sub(rf"^/{LANGUAGE}/", "/LANG/", plain)
