"""The rows that documents name, each table read once and only when something names a row of it."""

from catalog.documents.schema import natural_key
from catalog.models import Entry, Term


class Names:
    """Finds primary keys by natural keys; `promised` is what a file may yet define, by place."""

    def __init__(self):
        self.found = {}
        self.promised = {}
        self.trash = {}

    def pk(self, model, key):
        """The primary key of what `key` names in the database, or None."""
        if model not in self.found:
            self.found[model] = _keys(model)
        return self.found[model].get(key)

    def trashed(self, model, keys):
        """Those of the primary keys that are of entries in the trash."""
        if model not in self.trash:
            self.trash[model] = set(model.objects.trashed().values_list("pk", flat=True))
        return self.trash[model].intersection(keys)

    def expect(self, model, key, place):
        """Whether `key` names a row, or an entry that this file may yet define."""
        if self.pk(model, key) is not None:
            return True
        if issubclass(model, Entry):
            self.promised.setdefault((model, key), place)
            return True
        return False


def _keys(model):
    if model is Term:
        return {natural_key(term): term.pk for term in Term.objects.all()}
    return dict(model._default_manager.values_list("slug", "pk"))
