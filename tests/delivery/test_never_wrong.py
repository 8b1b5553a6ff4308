"""Whatever happens in whatever order: the cache never gives what it must not."""

import re
from tempfile import TemporaryDirectory

import pytest
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from catalog import actions
from catalog.models import GlossaryTerm
from tests.delivery.support import HOSTS, Clock, Counted, ask, front
from tests.factories import make_editor, make_glossary_term

pytestmark = pytest.mark.engine

SLUGS = ("tensor", "kernel")
WORDS = {"zh-hans": "中文版本{}号", "en": "English version {}."}
MARK = {"zh-hans": re.compile(r"中文版本(\d+)号"), "en": re.compile(r"English version (\d+)\.")}
ABSENT = 0

slugs = st.sampled_from(SLUGS)
languages = st.sampled_from(sorted(WORDS))


def texts(number):
    return {
        "name_zh": "术语",
        "name_en": "Term",
        "definition_zh": WORDS["zh-hans"].format(number),
        "definition_en": WORDS["en"].format(number),
    }


class Delivery(RuleBasedStateMachine):
    """Two terms, two processes, two hosts; the model is who said what since when."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.folder, self.clock, self.site = TemporaryDirectory(), Clock(), Counted()
        self.editor, self.number = make_editor(), 0
        self.away, self.unsure_until = False, float("-inf")
        # Of each term every number that was live, and since when; the last one is live now.
        self.said = {slug: [(ABSENT, float("-inf"))] for slug in SLUGS}
        self.processes = [self.started(), self.started()]
        for slug in SLUGS:
            self.number += 1
            make_glossary_term(slug, by=self.editor, **texts(self.number))
            self.said[slug].append((self.number, self.clock()))

    def started(self):
        return front(self.site, self.folder.name, self.clock)

    def teardown(self):
        self.come_back()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.folder.cleanup()

    def opened(self, slug):
        entry = GlossaryTerm.objects.get(slug=slug)
        self.number += 1
        for revision in entry.revisions.open():
            actions.discard(revision, by=self.editor)
        return actions.open_draft(entry, by=self.editor, values=texts(self.number))

    def is_live(self, slug):
        return self.said[slug][-1][0] != ABSENT

    @precondition(lambda self: not self.away)
    @rule(slug=slugs)
    def publish(self, slug):
        if not self.is_live(slug):
            draft = actions.restore(GlossaryTerm.objects.get(slug=slug), by=self.editor)
            if draft.state != "live":
                actions.discard(draft, by=self.editor)
        actions.publish(self.opened(slug), by=self.editor)
        self.said[slug].append((self.number, self.clock()))

    @precondition(lambda self: not self.away)
    @rule(slug=slugs)
    def draft(self, slug):
        if self.is_live(slug):
            self.opened(slug)

    @precondition(lambda self: not self.away)
    @rule(slug=slugs)
    def unpublish(self, slug):
        if self.is_live(slug):
            actions.trash(GlossaryTerm.objects.get(slug=slug), by=self.editor)
            self.said[slug].append((ABSENT, self.clock()))

    @rule(seconds=st.sampled_from([0.3, 0.7, 1.0]))
    def wait(self, seconds):
        self.clock.wait(seconds)

    @rule(which=st.integers(0, 1))
    def restart(self, which):
        self.processes[which] = self.started()

    @precondition(lambda self: not self.away)
    @rule()
    def go_away(self):
        self.away = True
        connection.execute_wrappers.append(refuse)

    @precondition(lambda self: self.away)
    @rule()
    def come_back(self):
        if self.away:
            self.away = False
            connection.execute_wrappers.remove(refuse)
            self.unsure_until = self.clock() + 1

    @rule(
        slug=slugs,
        language=languages,
        which=st.integers(0, 1),
        host=st.sampled_from(HOSTS),
        how=st.sampled_from(["page", "document", "negotiated"]),
    )
    def read(self, slug, language, which, host, how):
        target, headers = {
            "page": (f"/{language}/glossary/{slug}/", {"accept_language": "fr"}),
            "document": (f"/api/v1/glossary/{slug}/?lang={language}", {"accept_language": "fr"}),
            "negotiated": (f"/api/v1/glossary/{slug}/", {"accept_language": language}),
        }[how]

        reply = ask(self.processes[which], target, host=host, **headers)

        if reply.status >= 500:
            assert self.is_unsure()
            return
        numbers = {int(number) for number in MARK[language].findall(reply.text)}
        other = "en" if language == "zh-hans" else "zh-hans"
        assert (numbers or {ABSENT}) <= self.allowed(slug)
        assert (reply.status == 404) == (not numbers)
        assert not MARK[other].search(reply.text)
        rendered_for = reply.headers["X-Rendered-For"]
        assert rendered_for.startswith(f"http://{host}/")
        assert rendered_for.endswith(f" {language}") or "fwd=miss" in reply.cache
        if self.is_unsure() and "fwd=stale" in reply.cache and "stored" not in reply.cache:
            assert "Age" in reply.headers

    def is_unsure(self):
        """Whether the last good copy, or none at all, is all that can be expected."""
        return self.away or self.clock() < self.unsure_until

    def allowed(self, slug):
        """What was live at any moment of the last second; in an outage, what ever was."""
        since = float("-inf") if self.is_unsure() else self.clock() - 1
        ends = [start for _number, start in self.said[slug][1:]] + [float("inf")]
        return {
            number
            for (number, _start), end in zip(self.said[slug], ends, strict=True)
            if end > since
        }


def refuse(execute, sql, params, many, context):
    raise OperationalError("The database is away.")


@pytest.mark.django_db
@pytest.mark.parametrize("examples", [4, pytest.param(60, marks=pytest.mark.matrix)])
def test_cache_in_any_order_of_events_gives_nothing_it_must_not(examples, two_hosts):
    run_state_machine_as_test(
        Delivery,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
