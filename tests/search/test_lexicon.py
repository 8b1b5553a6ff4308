"""The lists of ordinary words, and how they read queries."""

import pytest

from catalog.bilingual import EN
from catalog.choices import Facet, SearchKind, Status
from catalog.documents.schema import FOLDERS
from catalog.management.commands.load_content import SHIPPED
from catalog.search import lexicon, tokens

COLUMNS = ("kind", "status", "licence", "execution_model", "distributed_training")


def read(query):
    """What is left of a query, what its other words mean, whether it asks for frameworks."""
    found = lexicon.read(tokens.pieces(query))
    return found and (
        list(found.rest),
        [concept.names[EN] for concept in found.concepts],
        found.is_framework,
    )


@pytest.mark.parametrize(
    ("query", "reading"),
    [
        ("mac", ([], ["macOS"], False)),
        ("cntk license", (["cntk"], [], False)),
        ("license", (["license"], [], False)),
        ("pytorch苹果", (["pytorch"], ["Apple GPU"], False)),
        ("哪些框架还在维护？", ([], ["active"], True)),
        ("哪些框架還在維護", ([], ["active"], True)),
        ("百度的框架", (["百度"], [], True)),
        ("M1芯片", ([], ["Apple GPU"], False)),
        ("A卡", ([], ["AMD GPU"], False)),
        ("Out of Memory", ([], ["device memory"], False)),
        ("动态图和静态图的区别", (["动态图", "静态图"], [], False)),
        ("性能", None),
        ("框架", None),
        ("PyTorch Lightning", None),
        ("的", None),
    ],
)
def test_query_is_read_by_the_longest_words_of_the_lists(query, reading):
    assert read(query) == reading


def test_every_meaning_is_something_that_the_atlas_can_say():
    """A misspelt fact would never be found, and nobody would see it."""
    slugs = {
        f"{model._meta.get_field('entry').related_model._meta.model_name}/{file.stem}"
        for folder, model in FOLDERS.items()
        for file in (SHIPPED / folder).glob("*.yaml")
    }
    terms = {
        f"{term['facet']}/{term['slug']}"
        for term in lexicon.yaml.safe_load((SHIPPED / "terms.yaml").read_text(encoding="utf-8"))
    }
    known = slugs | terms | {f"status/{value}" for value in Status.values}
    means = [fact for concept in lexicon._data()["concepts"] for fact in concept.get("means", ())]
    free = [fact for fact in means if fact.startswith("licence/")]

    assert {*means} - {*free} - known == set()
    assert {fact.partition("/")[0] for fact in means} <= {
        *COLUMNS,
        *Facet.values,
        *SearchKind.values,
    }


def test_no_word_means_two_things():
    lists = [lexicon._data()[name] for name in ("fillers", "aspects", "frameworks")]
    lists += [concept["words"] for concept in lexicon._data()["concepts"]]
    words = [lexicon._entry(word) for text in lists for word in {*lexicon._words(text)}]

    assert sorted(word for word in {*words} if words.count(word) > 1) == []


@pytest.mark.parametrize(
    ("query", "name"),
    [("jax", "JAX"), ("昇思", "MindSpore"), ("昇思 MindSpore", "MindSpore"), ("keras", None)],
)
def test_names_without_an_entry_are_known_by_each_of_their_names(query, name):
    found = lexicon.absent(tokens.pieces(query))

    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("query", "name"), [("mindsp", "MindSpore"), ("昇", None), ("昇思", "MindSpore"), ("ja", None)]
)
def test_beginning_of_such_a_name_is_known_while_it_is_typed(query, name):
    found = lexicon.absent_beginning(tokens.pieces(query))

    assert (found and found.name) == name
