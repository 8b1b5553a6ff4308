"""`?expand=`: beside an object, in full, what it names; one level, declared names only.

What an object says does not change by it: identifiers stay, and ``expanded`` holds the documents.
"""

# The names under which objects name those of another resource by identifier.
NAMED_BY = {
    "sources": {"sources"},
    "features": {"feature"},
    "categories": {"category"},
    "frameworks": {"framework", "target", "a", "b"},
}
EXPANDED = "expanded"

_views = {}


def embeddable(view_class):
    """Class decorator: this resource can be embedded into those that name it."""
    _views[view_class.resource] = view_class
    return view_class


def expand(objects, *, wanted, view):
    """Put the documents that each of `objects` names under ``expanded``; one read a resource."""
    for name in wanted:
        named = [set(_identifiers(one, NAMED_BY[name])) for one in objects]
        documents = _documents(name, set().union(*named), view=view)
        for one, identifiers in zip(objects, named, strict=True):
            found = [documents[key] for key in sorted(identifiers) if key in documents]
            one.setdefault(EXPANDED, {})[name] = found


def _documents(name, identifiers, *, view):
    """What readers see of a resource among `identifiers`, as its list shows it."""
    other = _views[name](
        request=view.request,
        language=view.language,
        moment=view.moment,
        walk=view.walk,
        detail=False,
    )
    found = other.get_queryset().filter(**{f"{other.lookup_field}__in": identifiers})
    serializer = other.list_serializer_class or other.serializer_class
    context = view.get_serializer_context()
    return {one["id"]: one for one in serializer(found, many=True, context=context).data}


def _identifiers(value, names):
    """Every identifier that stands under one of `names` within plain values."""
    if isinstance(value, list):
        for one in value:
            yield from _identifiers(one, names)
    if not isinstance(value, dict):
        return
    for key, child in value.items():
        if key in names and isinstance(child, str):
            yield child
        elif key in names and isinstance(child, list):
            yield from (one for one in child if isinstance(one, str))
        elif key != EXPANDED:
            yield from _identifiers(child, names)
