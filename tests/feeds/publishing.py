"""What was published when the feeds in this folder were saved."""

from catalog import actions
from tests.factories import make_editor, make_feature, make_framework, make_glossary_term


def publish_some():
    """Entries that were changed, taken down, restored and replaced; returns who did it."""
    by = make_editor()
    keras = make_framework("keras", by=by)
    keras.releases.create(role="first", version="0.1", released_on="2015")
    keras.releases.create(role="latest", version="3.0 (beta) 中文", released_on="2026-07-29")
    actions.publish(actions.open_draft(keras.entry, by=by), by=by)
    make_feature("speed", by=by)
    make_glossary_term("tensor", by=by)
    gone = make_framework("gone", by=by)
    actions.trash(gone.entry, by=by)
    back = make_framework("back", by=by)
    actions.trash(back.entry, by=by)
    actions.restore(back.entry, by=by)
    return by
