"""Every change of an entry: open a draft, edit, submit, publish; discard or revert.

The admin, the loader and the API call these functions and nothing else. Each is one
transaction and leaves a `Change` that says who did it; `summary` says why, where somebody does.
"""

from catalog.actions.drafts import (
    create_entry,
    discard,
    hold,
    open_draft,
    record_edit,
    revert,
    submit,
    withdraw,
)
from catalog.actions.previews import revoke_preview, share_preview
from catalog.actions.publishing import publish, publish_all, publish_scheduled, schedule
from catalog.actions.record import kind_of, leave_change
from catalog.actions.refusals import (
    ActionForbidden,
    ActionRefused,
    StaleVersion,
    faults_of,
    faults_of_row,
    require,
)
from catalog.actions.retiring import restore, set_expiry, take_down_expired, trash

__all__ = [
    "ActionForbidden",
    "ActionRefused",
    "StaleVersion",
    "create_entry",
    "discard",
    "faults_of",
    "faults_of_row",
    "hold",
    "kind_of",
    "leave_change",
    "open_draft",
    "publish",
    "publish_all",
    "publish_scheduled",
    "record_edit",
    "require",
    "restore",
    "revert",
    "revoke_preview",
    "schedule",
    "set_expiry",
    "share_preview",
    "submit",
    "take_down_expired",
    "trash",
    "withdraw",
]
