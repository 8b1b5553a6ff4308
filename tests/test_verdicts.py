"""What a verdict reads as where a table or a program needs a short word."""

import pytest

from catalog.choices import Cell, Verdict
from tests.factories import make_feature, make_framework

CELLS = {
    Verdict.SUPPORTED: Cell.YES,
    Verdict.PARTLY: Cell.PARTIAL,
    Verdict.CONTRADICTED: Cell.NO,
    Verdict.OUTDATED: Cell.OUTDATED,
    Verdict.NO_EVIDENCE: Cell.UNKNOWN,
    Verdict.NOT_APPLICABLE: Cell.NOT_APPLICABLE,
}


@pytest.mark.django_db
def test_cell_of_every_verdict_has_a_word_of_its_own(client):
    speed = make_feature("speed").entry
    for verdict in Verdict:
        make_framework(verdict.replace("_", "-")).assessments.create(feature=speed, verdict=verdict)

    answer = client.get("/api/v1/matrix/?column=feature:speed&lang=en").json()

    found = {row["cells"][0]["verdict"]: row["cells"][0]["cell"] for row in answer["results"]}
    assert found == {str(verdict): str(cell) for verdict, cell in CELLS.items()}


@pytest.mark.django_db
def test_coverage_counts_what_does_not_apply(client):
    make_framework("alpha").assessments.create(
        feature=make_feature("speed").entry, verdict=Verdict.NOT_APPLICABLE
    )

    subjects = client.get("/api/v1/coverage/?lang=en").json()["subjects"]

    assert [one["verdicts"]["not_applicable"] for one in subjects] == [1]
