"""Roles × actions × kinds, and that nobody publishes their own work."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from catalog import actions, review, roles
from catalog.bilingual import SUFFIXES
from catalog.models import Article, Category, Feature, Framework, GlossaryTerm
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


def take(action, model, by):
    """Do `action` on an entry of `model`, prepared by somebody who may do everything."""
    other = make_editor()
    if action == "create_entry":
        return actions.create_entry(model, "beta", by=by, **KINDS[model])
    live = make_live(model)
    if action == "open_draft":
        return actions.open_draft(live.entry, by=by)
    if action == "revert":
        return actions.revert(live.entry, to=1, by=by)
    if action == "set_expiry":
        return actions.set_expiry(live, timezone.now() + timedelta(hours=1), by=by)
    if action == "trash":
        return actions.trash(live.entry, by=by)
    if action == "retire":
        return actions.trash(live.entry, by=by, redirect_to=make_stand_in(model).entry)
    if action == "restore":
        actions.trash(live.entry, by=other)
        return actions.restore(live.entry, by=by)
    author = by if action.endswith("_own") else other
    draft = actions.open_draft(live.entry, by=other, author=author)
    text = TEXT.get(model, "summary")
    if action.startswith("edit_"):
        field = {"edit_zh": f"{text}_zh", "edit_en": f"{text}_en", "edit_facts": "verified_on"}
        return actions.record_edit(draft, [field[action]], by=by)
    if action == "publish_accepted":
        type(draft).objects.filter(pk=draft.pk).update(**{f"{text}_zh": "新", f"{text}_en": "New"})
        draft.refresh_from_db()
        return review.publish_accepted(draft, {f"/{text}_zh"}, by=by)
    if action.startswith("take_suggestion"):
        return review.apply_hint(draft, make_suggestion(draft, action[-2:]), by=by)
    if action == "revoke_preview":
        link = actions.share_preview(draft, timezone.now() + timedelta(hours=1), by=other)
        return actions.revoke_preview(draft, link, by=by)
    if action == "share_preview":
        return actions.share_preview(draft, timezone.now() + timedelta(hours=1), by=by)
    if action == "schedule":
        return actions.schedule(draft, timezone.now() + timedelta(hours=1), by=by)
    if action.startswith("withdraw"):
        return actions.withdraw(actions.submit(draft, by=other), by=by)
    return getattr(actions, action.removesuffix("_own"))(draft, by=by)


@pytest.mark.parametrize(("role", "action", "model"), combinations(ALLOWED, ACTIONS, KINDS, kept=2))
def test_role_may_do_exactly_this(role, action, model):
    by = make_member(role)

    try:
        take(action, model, by)
        outcome = "done"
    except actions.ActionForbidden:
        outcome = "refused"

    assert outcome == ("done" if action in ALLOWED[role] else "refused")


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
