"""The rubric: what evidence makes which verdict, read off one file for the page and the audit."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from catalog.bilingual import Bilingual

FILE = Path(__file__).with_name("rubric.yaml")


@dataclass(frozen=True)
class Rule:
    """One rule; `verdict` is empty for a rule that comes before those of each question."""

    id: str
    text_zh: str
    text_en: str
    verdict: str = ""

    text = Bilingual()


@dataclass(frozen=True)
class Group:
    """The rules of one question."""

    id: str
    title_zh: str
    title_en: str
    question_zh: str
    question_en: str
    rules: tuple[Rule, ...]

    title = Bilingual()
    question = Bilingual()


@cache
def groups():
    """Every question with its rules, in the order of the page."""
    return tuple(_group(**one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def rules():
    """Every rule by its id."""
    return {rule.id: rule for group in groups() for rule in group.rules}


def _group(*, rules, **group):
    return Group(rules=tuple(_rule(**one) for one in rules), **group)


def _rule(*, zh, en, **rule):
    return Rule(text_zh=zh, text_en=en, **rule)
