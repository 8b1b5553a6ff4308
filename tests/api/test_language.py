"""Which language an answer speaks, and what stands in where there is none."""

import pytest

from catalog import actions
from tests.factories import make_editor, make_framework
from tests.programs import Program

pytestmark = pytest.mark.django_db

KERAS = "/api/v1/frameworks/keras/?fields=summary"


@pytest.fixture
def keras():
    return make_framework("keras", summary_zh="简介", summary_en="Summary", developer_en="")


@pytest.mark.parametrize(
    ("query", "accepted", "language", "summary"),
    [
        ("&lang=en", "zh", "en", "Summary"),
        ("&lang=zh-hans", "en", "zh-hans", "简介"),
        ("", "en-GB,en;q=0.9", "en", "Summary"),
        ("", "zh-CN", "zh-hans", "简介"),
        ("", "fr", "zh-hans", "简介"),
        ("", "", "zh-hans", "简介"),
        ("", "en;q=0", "zh-hans", "简介"),
        ("", "zh;q=0", "en", "Summary"),
        ("", "zh;q=0, *", "en", "Summary"),
        ("", "en;q=0, zh;q=0", "zh-hans", "简介"),
        ("", "zh;q=0.2, en;q=0.7", "en", "Summary"),
        ("", "en, zh", "en", "Summary"),
        ("", "*, en;q=0.5", "zh-hans", "简介"),
        ("&lang=zh-Hans", "en", "zh-hans", "简介"),
        ("&lang=ZH-CN", "en", "zh-hans", "简介"),
        ("&lang=zh", "en", "zh-hans", "简介"),
        ("&lang=EN", "zh", "en", "Summary"),
        ("&lang=en-GB", "zh", "en", "Summary"),
    ],
)
def test_parameter_then_header_then_chinese(query, accepted, language, summary, keras, client):
    response = client.get(KERAS + query, headers={"accept-language": accepted})

    assert response["Content-Language"] == language
    assert "Accept-Language" in response["Vary"]
    assert response.json() == {
        "summary": summary,
        "language": {"requested": language, "fallbacks": {}, "translation": {}},
    }


def test_all_gives_both_languages_and_null_for_what_is_missing(keras, client):
    response = client.get("/api/v1/frameworks/keras/?fields=summary,developer&lang=all")

    assert response["Content-Language"] == "zh-hans, en"
    assert response.json() == {
        "summary": {"zh-hans": "简介", "en": "Summary"},
        "developer": {"zh-hans": "某团队", "en": None},
    }


def test_fallback_names_its_place_and_language(keras, client):
    body = client.get("/api/v1/frameworks/keras/?fields=developer&lang=en").json()

    assert body == {
        "developer": "某团队",
        "language": {
            "requested": "en",
            "fallbacks": {"/developer": "zh-hans"},
            "translation": {"/developer": "missing"},
        },
    }


def test_fallback_in_a_row_is_found_by_its_pointer(keras, client):
    keras.releases.create(role="first", version="0.1", what_zh="首版", what_en="")

    body = client.get("/api/v1/frameworks/keras/?fields=releases&lang=en").json()

    assert body["releases"][0]["what"] == "首版"
    assert body["language"]["fallbacks"] == {"/releases/0/what": "zh-hans"}
    assert body["language"]["translation"] == {"/releases/0/what": "missing"}


def test_no_fallback_gives_null(keras, client):
    body = client.get("/api/v1/frameworks/keras/?fields=developer&lang=en&fallback=none").json()

    assert body == {
        "developer": None,
        "language": {"requested": "en", "fallbacks": {}, "translation": {}},
    }


def test_every_text_that_is_not_reviewed_is_named_with_its_state(keras, editor, client):
    draft = actions.open_draft(keras.entry, by=editor)
    draft.summary_zh = "另一个简介"
    draft.save()
    draft.releases.create(role="first", version="0.1", what_zh="首版", what_en="First")
    release = draft.releases.get()
    release.what_zh, release.text_level = "机器译文", "machine"
    release.save()
    actions.publish(draft, by=make_editor())

    states = {}
    for language in ("en", "zh-hans"):
        body = client.get(f"/api/v1/frameworks/keras/?lang={language}").json()
        states[language] = body["language"]["translation"]

    assert states == {
        "en": {
            "/summary": "stale",
            "/developer": "missing",
            "/releases/0/what": "stale",
        },
        "zh-hans": {"/releases/0/what": "machine"},
    }


def test_unknown_language_is_refused_in_the_language_of_the_header(keras, client):
    response = client.get(KERAS + "&lang=fr", headers={"accept-language": "en"})

    assert response.status_code == 400
    assert response.json()["detail"] == (
        "lang: “fr” is not known here. Accepted: zh-hans, en, all."
    )


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_answer_that_holds_both_languages_says_so(lang, keras, client, settings, tmp_path):
    settings.DUMP_ROOT = tmp_path
    program = Program(make_editor())
    draft = f"/api/v1/frameworks/keras/draft/?lang={lang}"
    wrong = {"values": {"colour": "red"}, "slug": "x"}

    read = [client.get(f"/api/v1/{path}?lang={lang}") for path in ("changes/", "dump.ndjson")]
    assert b"".join(read[1].streaming_content)
    kept = client.get(
        f"/api/v1/dump.ndjson?lang={lang}", headers={"if-none-match": read[1]["ETag"]}
    )
    standing = program.get(draft)
    patched = program.send(
        "patch", f"frameworks/keras/?lang={lang}", {"summary_en": "New"}, seen=standing["ETag"]
    )
    submitted = program.send(
        "post", f"frameworks/keras/draft/submit/?lang={lang}", {}, seen=patched["ETag"]
    )
    refused = program.send("post", f"frameworks/?lang={lang}", wrong)

    assert (kept.status_code, patched.status_code, submitted.status_code) == (304, 200, 200)
    held = [*read, kept, standing, patched, submitted]
    assert [one["Content-Language"] for one in held] == ["zh-hans, en"] * len(held)
    assert (refused.status_code, refused["Content-Language"]) == (422, lang)


def test_refusal_has_one_language_where_both_were_asked_for(keras, client):
    response = client.get("/api/v1/frameworks/nobody/?lang=all")

    assert (response.status_code, response["Content-Language"]) == (404, "zh-hans")


def test_root_takes_a_language_as_every_other_address(client):
    found, refused = (client.get("/api/v1/", {"lang": lang}) for lang in ("en", "fr"))

    assert (found.status_code, found["Content-Language"]) == (200, "en")
    assert refused.json()["errors"][0]["parameter"] == "lang"
