"""A small site with a row of every model, an address for every route, and one person a role."""

from datetime import timedelta
from http.cookies import SimpleCookie

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from catalog import actions, tokens
from catalog.choices import Scope
from catalog.models import (
    ApiToken,
    Autosave,
    Framework,
    FrameworkRevision,
    IgnoredHint,
    KeptAnswer,
    LinkCheck,
    Presence,
    ReadyDocument,
    Revision,
    Source,
)
from catalog.models.owners import owner_field
from catalog.roles import ROLES
from catalog.webhooks import queueing, subscriptions
from tests.factories import (
    make_editor,
    make_finding,
    make_full_article,
    make_full_framework,
    make_full_glossary,
    make_member,
    make_row,
    make_user,
)

SUPERUSER = "superuser"
PERSONS = ("anonymous", "reader", "staff", *ROLES, SUPERUSER)
LOGIN = "/en/admin/login/"


def make_person(name):
    """The person of a column of the table; None for nobody."""
    if name == "anonymous":
        return None
    if name == "reader":
        return make_user("a-reader")
    return make_editor() if name == SUPERUSER else make_member(None if name == "staff" else name)


class Visitor(Client):
    """A browser and a token of one person."""

    def __init__(self, name):
        super().__init__(raise_request_exception=False)
        person, self.bearer = make_person(name), {}
        if person:
            self.force_login(person)
            self.bearer = {"authorization": f"Bearer {_secret_of(person)}"}
        self.signed_in = {name: cookie.value for name, cookie in self.cookies.items()}

    def ask(self, method, path, **options):
        """What comes back: a status, or ``login`` where the page sends people to sign in."""
        # Signing out is undone in the database, and so it is here.
        self.cookies = SimpleCookie(self.signed_in)
        headers = self.bearer if path.startswith("/api/") else {}
        response = self.generic(method, path, headers=headers, **options)
        response.getvalue()  # a stream is closed by reading it
        if response.headers.get("Location", "").startswith(LOGIN):
            return "login"
        return str(response.status_code)


def _secret_of(person):
    """A token with every scope, for somebody whose rights may cover none of them."""
    secret, now = f"{tokens.PREFIX}{person.pk}", timezone.now()
    ApiToken.objects.create(
        owner=person,
        name="table",
        scopes=[scope.value for scope in Scope],
        start=secret[:8],
        digest=tokens.digest_of(secret),
        created_at=now,
        expires_at=now + timedelta(days=1),
    )
    return secret


class Site:
    """What the table is tried on. Rows belong to a bystander, who is none of the persons."""

    def __init__(self):
        self.by = make_editor("bystander")
        self.live = make_full_framework("alpha", rows=1)
        make_full_article("article")
        make_full_glossary()
        self.rows = {}
        for model in admin.site._registry:
            if issubclass(model, Revision) or owner_field(model):
                self.rows[model] = make_row(model, by=self.by)
            if issubclass(model, Revision):
                entry = self.rows[model].entry
                self.rows[type(entry)] = entry
        self._fill_desk()
        for model in admin.site._registry:
            self.rows.setdefault(model, model.objects.order_by("-pk").first())

    def _fill_desk(self):
        by, now = self.by, timezone.now()
        draft = self.rows[FrameworkRevision]
        about = {"kind": "framework", "slug": draft.slug}
        make_finding(slug="alpha")
        self.link = actions.share_preview(draft, now + timedelta(days=1), by=by)
        page = f"frameworkrevision/{draft.pk}"
        Autosave.objects.create(
            user=by, page=page, number=1, opening="o", fields={}, saved_at=now, **about
        )
        Presence.objects.create(user=by, number=1, seen_at=now, **about)
        IgnoredHint.objects.create(by=by, code="c", at=now, **about)
        ReadyDocument.objects.create(form="list", recipe="r", text="{}", **about)
        LinkCheck.objects.create(url="https://example.org/", checked_at=now)
        token, _secret = tokens.make_token("bystander", ["write_facts"], days=1, by=by, at=now)
        KeptAnswer.objects.create(token=token, key="k", request="r", status=200)
        webhook, _secret = subscriptions.make("hook", "https://example.org/hook", by=by)
        queueing.queue_test(webhook, by=by)

    def values(self, route):
        """What fills in the parameters of a route, by name."""
        pk = self.rows[apps.get_model(route.model_name)].pk if route.model_name else 0
        values = {"pk": pk, "object_id": pk, "id": pk, "token": self.link.token, "page": 1}
        values |= {"app_label": "catalog", "form": "json", "name": "status"}
        values |= {"number": 1, "url": "nothing"}
        values |= {"slug": "alpha", "kind": "framework"} | self._special(route.name)
        return values

    def _special(self, name):
        """Values where a parameter means something else than elsewhere."""
        namespace, _colon, page = name.partition(":")
        kind = page.partition("-")[0]
        if namespace in ("catalog", "api") and kind in SLUGS:
            return {"slug": SLUGS[kind]}
        if kind == "source":
            return {"slug": Source.objects.latest("pk").slug}
        draft = self.rows[FrameworkRevision]
        return {
            "picture": {"name": self.live.pictures.get().file.rpartition("/")[2]},
            "catalog:poster": {"kind": "frameworks"},
            "catalog:revision-preview": {"slug": draft.slug, "number": draft.number},
            "desk:revisions": {"name": "drafts"},
            "desk:evidence": {"name": "fact"},
            "sitemap-part": {"kind": "frameworks"},
            "admin:view_on_site": {
                "content_type_id": ContentType.objects.get_for_model(Framework).pk,
                "object_id": self.live.entry_id,
            },
        }.get(name, {})


SLUGS = {
    "article": "article",
    "category": "c0",
    "combination": "n1",
    "feature": "f0",
    "glossaryterm": "t1",
}


def make_site():
    """The site with a visitor for each column of the table."""
    made = Site()
    made.visitors = {person: Visitor(person) for person in PERSONS}
    return made
