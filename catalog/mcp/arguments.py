"""What is wrong with the arguments of a tool, in the language that the assistant asks for."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.bilingual import EN, LANGUAGES
from catalog.documents.quoting import quoted


def told(error, arguments):
    """The faults that pydantic found, in our words: its own are English and name its pages."""
    language = arguments.get("language")
    with override(language if language in LANGUAGES else EN):
        return " ".join(_fault(one) for one in error.errors())


def _fault(one):
    name = ".".join(str(step) for step in one["loc"])
    if one["type"] == "missing":
        return _("The argument “%(name)s” is missing.") % {"name": name}
    bounds = one.get("ctx", {})
    texts = {"name": name, "value": quoted(one["input"])}
    if "expected" in bounds:
        message = _("“%(name)s” cannot be %(value)s. Accepted: %(accepted)s.")
        return message % (texts | {"accepted": bounds["expected"].replace(" or ", ", ")})
    for key, message in (
        ("min_length", _("“%(name)s” has to hold %(bound)s or more, and not %(value)s.")),
        ("max_length", _("“%(name)s” has to hold %(bound)s or fewer, and not %(value)s.")),
    ):
        if key in bounds:
            return message % (texts | {"bound": bounds[key]})
    return _("“%(name)s” cannot be %(value)s; see the description of the tool.") % texts
