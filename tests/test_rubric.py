"""The rubric is whole, and the audit names for each verdict a rule that gives it."""

import csv
from collections import Counter
from pathlib import Path

import yaml

from catalog import rubric
from catalog.choices import Verdict
from catalog.management.commands.load_content import SHIPPED

AUDIT = Path(__file__).parents[1] / "docs/content-audit/verdicts.csv"
ARTICLE = "articles/deep-learning-frameworks"
GROUPS = {
    "ease-of-use": "EU",
    "performance": "PF",
    "flexibility": "FX",
    "scalability": "SC",
    "low-level": "LL",
    "high-level": "HL",
    "cross-platform": "CP",
    "developer": "DV",
    "open_source_framework": "OS",
    "description": "DE",
    "portability": "PO",
    "combination": "CN",
}


def test_rubric_has_a_rule_of_each_verdict_for_each_question():
    general, *questions = rubric.groups()

    assert {
        group.id: {*Verdict} - {rule.verdict for rule in group.rules} for group in questions
    } == {group.id: set() for group in questions}
    assert general.id == "G"


def test_rubric_ids_are_unique_and_begin_with_their_question():
    found = [(group.id, rule.id) for group in rubric.groups() for rule in group.rules]

    assert [one for one in found if not one[1].startswith(one[0])] == []
    assert [one for one, times in Counter(rule for _, rule in found).items() if times > 1] == []


def test_rubric_says_every_rule_in_both_languages():
    rules = rubric.rules().values()

    assert [rule.id for rule in rules if not (rule.text_zh and rule.text_en)] == []


def test_audit_names_every_verdict_of_the_shipped_content():
    listed = [tuple(row.values())[:4] for row in _audit()]

    assert sorted(listed) == sorted(_shipped())


def test_audit_names_rules_that_give_the_verdict():
    rules = rubric.rules()
    wrong = [
        row
        for row in _audit()
        if rules[row["rule"]].verdict != row["verdict"]
        or row["rule"].rstrip("0123456789").split("-")[0] not in {"G", _group(row["subject"])}
    ]

    assert wrong == []


def _audit():
    with AUDIT.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def _group(subject):
    if " + " in subject:
        return "CO"
    return GROUPS[subject.removeprefix("feature ")]


def _shipped():
    for path in sorted((SHIPPED / "frameworks").glob("*.yaml")):
        for row in _read(path)["assessments"]:
            subject = row.get("feature") or row["category"]
            yield f"frameworks/{path.stem}", "", subject, row["verdict"]
    article = _read(SHIPPED / f"{ARTICLE}.yaml")
    yield from _of_names(article)
    yield from _of_rows(article)


def _of_names(article):
    for name in article["printed_names"]:
        if combination := name.get("combination"):
            yield ARTICLE, name["slug"], "combination", combination["verdict"]
            for pair in combination["pairs"]:
                yield ARTICLE, name["slug"], f"{pair['a']} + {pair['b']}", pair["verdict"]


def _of_rows(article):
    for section in article["sections"]:
        for item in section["items"]:
            for row in item.get("statements", ()):
                about = f" {row['feature']}" if "feature" in row else ""
                yield ARTICLE, f"row {item['number']}", f"{row['kind']}{about}", row["verdict"]


def _read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))
