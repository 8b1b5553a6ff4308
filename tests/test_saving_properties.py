"""Whatever the order in which people open, write and save: no accepted change is lost unseen."""

import pytest
from django.contrib.auth.models import Group
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.merging import same
from catalog.models import Autosave, Change, FrameworkRevision
from tests.databases import undone
from tests.factories import make_draft, make_user
from tests.persons import Person

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

NOTE = "facts-0-note"
WRITES = {
    "translator-zh": ["summary_zh", "developer_zh", f"{NOTE}_zh"],
    "translator-en": ["summary_en", "developer_en", f"{NOTE}_en"],
    "editor": ["licence", "summary_zh", "summary_en", f"{NOTE}_zh", f"{NOTE}_en"],
}
WORDS = ["", "一", "二\n三", "one", " one ", "two\r\nthree"]
LICENCES = ["", "MIT", "ISC", " ISC ", "Apache-2.0", "LicenseRef-One"]
LINES = ["licence", "developer_zh", "developer_en"]


def words_for(name):
    """A field with a text that it accepts."""
    return st.tuples(st.just(name), st.sampled_from(LICENCES if name == "licence" else WORDS))


# Whoever saves has opened the form after their own last save: mostly before that of somebody else.
turns = st.sampled_from(sorted(WRITES)).flatmap(
    lambda role: st.tuples(
        st.just(role),
        st.lists(st.sampled_from(WRITES[role]).flatmap(words_for), min_size=1).map(dict),
        st.sampled_from(["mine", "theirs", "edit"]),
    )
)


def as_stored(name, text):
    stored = text.replace("\r\n", "\n").strip()
    return stored.replace("\n", " ") if name in LINES else stored


def by_hand(name):
    return "LicenseRef-by-hand" if name.endswith("licence") else "by hand"


class Desk:
    """One draft, and three people who each have a form of it open."""

    def __init__(self):
        self.draft = make_draft("alpha", summary_zh="一", summary_en="one", licence="MIT")
        self.draft.facts.create(field="name", note_zh="注", note_en="note")
        self.persons, self.forms, self.seen = {}, {}, {}
        for role in WRITES:
            user = make_user(role, is_staff=True)
            user.groups.add(Group.objects.get(name=role))
            self.persons[role] = Person(user)
            self.open(role)

    def texts(self):
        """What the database says, by the names that forms have for it."""
        draft, fact = FrameworkRevision.objects.get(), self.draft.facts.get()
        notes = {f"{NOTE}_{code}": getattr(fact, f"note_{code}") for code in ("zh", "en")}
        names = ("summary_zh", "summary_en", "developer_zh", "developer_en", "licence")
        return {name: getattr(draft, name) for name in names} | notes

    def open(self, role):
        self.forms[role] = self.persons[role].opened(self.draft)
        self.seen[role] = self.texts()

    def typed(self, role):
        """What the person wrote: fields whose text is another one than they have seen."""
        form, seen = self.forms[role], self.seen[role]
        return {n: form[n] for n in WRITES[role] if not same([form[n]], [seen[n]])}

    def turn(self, role, texts, choice):
        """Somebody writes, saves, settles what collides, and opens the form again."""
        self.forms[role] |= texts
        before, typed = self.texts(), self.typed(role)
        response = self.persons[role].save(self.draft, self.forms[role])
        if response.status_code == 409:
            self.check_refusal(role, response, before, typed)
            self.settle(role, response, choice, before)
        else:
            assert response.status_code == 302
            self.check_save(role, before, typed)
        self.open(role)

    def check_refusal(self, role, response, before, typed):
        """Nothing is written, and all that was typed is kept for its author."""
        assert self.texts() == before
        kept = Autosave.objects.get(user=self.persons[role].user).fields
        assert {name: kept[name] for name in typed} == {
            name: [text.replace("\r\n", "\n")] for name, text in typed.items()
        }
        asked = {cell["choice"]["name"] for cell in response.context["conflicts"]}
        hit = {n for n, text in typed.items() if not same([before[n]], [self.seen[role][n]])}
        assert len(asked) == len({n for n in hit if not same([before[n]], [typed[n]])})
        assert asked

    def check_save(self, role, before, typed):
        """What was typed is there, and nothing that the person had not seen was overwritten."""
        after, seen = self.texts(), self.seen[role]
        changed = {name for name in after if after[name] != before[name]}
        assert changed <= typed.keys()
        assert [name for name in changed if not same([before[name]], [seen[name]])] == []
        assert {name: after[name] for name in typed} == {
            name: as_stored(name, text) for name, text in typed.items()
        }
        assert not Autosave.objects.filter(user=self.persons[role].user).exists()

    def settle(self, role, response, choice, before):
        """What the merge page shows counts as seen; each conflict is chosen, the rest is kept."""
        conflicts = response.context["conflicts"]
        choices = {cell["choice"]["name"]: choice for cell in conflicts}
        if choice == "edit":
            texts = [cell["text"]["name"] for cell in conflicts]
            choices |= {name: by_hand(name) for name in texts}
        saved = self.persons[role].save(self.draft, self.persons[role].settle(response, choices))
        after, typed = self.texts(), self.typed(role)
        assert saved.status_code == 302
        assert {name for name in after if after[name] != before[name]} <= typed.keys()
        asked = {
            cell["choice"]["name"].split("/")[-1].removeprefix("choice:") for cell in conflicts
        }
        for name, text in typed.items():
            column = name.removeprefix("facts-0-")
            mine = as_stored(name, text)
            chosen = {"mine": mine, "theirs": before[name], "edit": by_hand(name)}[choice]
            assert after[name] == (chosen if column in asked else mine)


@pytest.mark.parametrize("examples", [2, pytest.param(25, marks=pytest.mark.matrix)])
def test_no_accepted_change_is_lost_in_any_order_of_saves(examples):
    options = {"deadline": None, "derandomize": True, "database": None}
    unchecked = [HealthCheck.too_slow]
    orders = given(st.lists(turns, min_size=3, max_size=8))

    settings(max_examples=examples, suppress_health_check=unchecked, **options)(
        orders(check_order_of_saves)
    )()


def check_order_of_saves(taken):
    with undone():
        desk = Desk()
        for turn in taken:
            desk.turn(*turn)

        edits = Change.objects.filter(action="edit").count()
        assert FrameworkRevision.objects.get().version == edits
