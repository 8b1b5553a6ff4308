"""Roles × actions × kinds, and that nobody publishes their own work."""

from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from catalog import actions, review, roles
from catalog.bilingual import SUFFIXES
from catalog.models import Article, Category, Feature, Framework, GlossaryTerm
from tests.databases import undone
from tests.factories import make_editor, make_framework, make_member
from tests.products import combinations

pytestmark = pytest.mark.django_db

KINDS = {
    Framework: {"name": "Alpha", "kind": "framework"},
    Feature: {"name_zh": "特点", "name_en": "Feature"},
    Category: {"name_zh": "类型", "name_en": "Category"},
    Article: {"title_zh": "文章", "title_en": "Article"},
    GlossaryTerm: {"name_zh": "张量", "name_en": "Tensor"},
}
TEXT = {GlossaryTerm: "definition"}  # of the others: the summary
WRITE = {
    "open_draft",
    "share_preview",
    "revoke_preview",
    "submit",
    "withdraw_own",
    "discard_own",
}
ZH, EN = {"edit_zh", "take_suggestion_zh"}, {"edit_en", "take_suggestion_en"}
ALLOWED = {
    None: set(),
    "translator-zh": WRITE | ZH,
    "translator-en": WRITE | EN,
    "editor": WRITE | ZH | EN | {"create_entry", "revert", "edit_facts"},
}
ALLOWED["reviewer"] = ALLOWED["editor"] | {
    "publish",
    "publish_accepted",
    "schedule",
    "set_expiry",
    "trash",
    "retire",
    "restore",
    "withdraw",
    "discard",
}
ALLOWED["administrator"] = ALLOWED["reviewer"]
ACTIONS = sorted(ALLOWED["administrator"])
WITHOUT_DRAFT = {"open_draft", "revert", "set_expiry", "trash", "restore", "retire"}


def make_live(model):
    by = make_editor()
    return actions.publish(actions.create_entry(model, "alpha", by=by, **KINDS[model]), by=by)


def make_stand_in(model):
    """Another live entry of the kind, to which addresses can lead."""
    by = make_editor()
    return actions.publish(actions.create_entry(model, "gamma", by=by, **KINDS[model]), by=by)


def make_suggestion(draft, language):
    """Write a text that calls for a suggestion in `language`; returns what names that hint."""
    make_framework("tensorflow", name="TensorFlow")
    name = f"{TEXT.get(type(draft.entry), 'summary')}_{language}"
    setattr(draft, name, "张量,运算" if language == "zh" else "It runs on Tensorflow")
    draft.save()
    return next(
        review.hint_key(row, field, hint)
        for row, field, hint in review.hints_of(draft)
        if hint.suggestion and f"{field}_{SUFFIXES[hint.language]}" == name
    )


def prepared(action, model):
    """An entry in the state that `action` starts from, prepared by somebody else."""
    other = make_editor()
    if action == "create_entry":
        return SimpleNamespace()
    rows = SimpleNamespace(live=make_live(model))
    rows.entry = rows.live.entry
    if action == "restore":
        actions.trash(rows.entry, by=other)
    if action == "retire":
        rows.target = make_stand_in(model).entry
    if action in WITHOUT_DRAFT:
        return rows
    rows.draft = actions.open_draft(rows.entry, by=other)
    if action == "publish_accepted":
        text = TEXT.get(model, "summary")
        new = {f"{text}_zh": "新", f"{text}_en": "New"}
        type(rows.draft).objects.filter(pk=rows.draft.pk).update(**new)
        rows.draft.refresh_from_db()
    if action.startswith("withdraw"):
        rows.draft = actions.submit(rows.draft, by=other)
    if action == "revoke_preview":
        rows.link = actions.share_preview(rows.draft, in_an_hour(), by=other)
    if action.startswith("take_suggestion"):
        rows.hint = make_suggestion(rows.draft, action[-2:])
    return rows


def in_an_hour():
    return timezone.now() + timedelta(hours=1)


def outcomes(action, model, take, *, roles=ALLOWED):
    """What `take(rows, by)` answers for a member of each role, always from the same rows."""
    rows, found = prepared(action, model), {}
    for role in roles:
        with undone():
            by, own = make_member(role), deepcopy(rows)
            if action.endswith("_own"):
                type(rows.draft).objects.filter(pk=rows.draft.pk).update(created_by=by)
                own.draft.refresh_from_db()
            found[role] = take(own, by)
    return found


def expected(action):
    return {role: action in allowed for role, allowed in ALLOWED.items()}


def take(action, model, rows, by):
    """Do `action` by calling it."""
    text = TEXT.get(model, "summary")
    edited = {"edit_zh": f"{text}_zh", "edit_en": f"{text}_en", "edit_facts": "verified_on"}
    match action:
        case "create_entry":
            actions.create_entry(model, "beta", by=by, **KINDS[model])
        case "open_draft":
            actions.open_draft(rows.entry, by=by)
        case "revert":
            actions.revert(rows.entry, to=1, by=by)
        case "set_expiry":
            actions.set_expiry(rows.live, in_an_hour(), by=by)
        case "trash" | "restore":
            getattr(actions, action)(rows.entry, by=by)
        case "retire":
            actions.trash(rows.entry, by=by, redirect_to=rows.target)
        case "edit_zh" | "edit_en" | "edit_facts":
            actions.record_edit(rows.draft, [edited[action]], by=by)
        case "publish_accepted":
            review.publish_accepted(rows.draft, {f"/{text}_zh"}, by=by)
        case "take_suggestion_zh" | "take_suggestion_en":
            review.apply_hint(rows.draft, rows.hint, by=by)
        case "revoke_preview":
            actions.revoke_preview(rows.draft, rows.link, by=by)
        case "share_preview" | "schedule":
            getattr(actions, action)(rows.draft, in_an_hour(), by=by)
        case _:
            getattr(actions, action.removesuffix("_own"))(rows.draft, by=by)


@pytest.mark.parametrize(("action", "model"), combinations(ACTIONS, KINDS))
def test_each_role_may_do_exactly_what_the_table_says(action, model):
    def is_done(rows, by):
        try:
            take(action, model, rows, by)
        except actions.ActionForbidden:
            return False
        return True

    assert outcomes(action, model, is_done) == expected(action)


def test_groups_hold_what_the_table_says():
    held = {
        group.name: set(group.permissions.values_list("codename", flat=True)) & set(roles.RIGHTS)
        for group in Group.objects.all()
    }

    assert held == {name: set(rights) for name, rights in roles.ROLES.items()}


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_publishes_their_own_draft(is_superuser, settings):
    live = make_live(Framework)
    by = make_editor() if is_superuser else make_member("reviewer")
    draft = actions.open_draft(live.entry, by=by)
    settings.SELF_REVIEW = False

    with pytest.raises(actions.ActionForbidden):
        actions.publish(draft, by=by)

    assert live.entry.live_revision == live
    assert actions.publish(draft, by=make_member("reviewer")).number == 2


def test_who_edited_the_draft_of_another_does_not_publish_it(settings):
    live = make_live(Framework)
    draft = actions.open_draft(live.entry, by=make_member("editor"))
    reviewer = make_member("reviewer")
    actions.record_edit(draft, ["summary_en"], by=reviewer)
    settings.SELF_REVIEW = False

    with pytest.raises(actions.ActionForbidden):
        actions.publish(draft, by=reviewer)


def test_setting_and_right_each_allow_to_publish_ones_own(settings):
    live = make_live(Framework)
    by = make_member("reviewer")
    draft = actions.open_draft(live.entry, by=by)
    settings.SELF_REVIEW = False
    by.user_permissions.add(Permission.objects.get(codename=roles.PUBLISH_OWN))

    assert actions.publish(draft, by=by).state == "live"
