"""Pictures from the form of a revision to the page, the API and the documents."""

import os

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from catalog import actions, images
from catalog.admin.buttons import change_url
from catalog.documents import dump_revision, open_with
from catalog.models import Article, FrameworkPicture
from tests.admin.test_editing_path import form_values
from tests.factories import make_draft, make_editor, make_framework, make_user
from tests.pictures import picture_bytes, upload
from tests.products import sample

pytestmark = pytest.mark.django_db

TEXTS = {
    "alt_zh": "一张计算图",
    "alt_en": "A graph of operations",
    "caption_zh": "计算图",
    "caption_en": "The *graph*",
    "credit": "Somebody",
    "licence": "CC-BY-4.0",
}


def make_picture(revision, *, content=None, **fields):
    image = images.clean(upload(content or picture_bytes()))
    sizes = {"width": image.width, "height": image.height, "sha256": image.sha256}
    return revision.pictures.create(file=images.store(image), **{**sizes, **TEXTS, **fields})


def save_with(client, draft, content=None, *, name="p.png", **fields):
    """Save the form of a draft with one new picture."""
    values = form_values(client.get(change_url(draft)))
    file = {"pictures-0-upload": SimpleUploadedFile(name, content)} if content is not None else {}
    row = {f"pictures-0-{key}": value for key, value in {**TEXTS, **fields}.items()}
    return client.post(change_url(draft), values | {"pictures-TOTAL_FORMS": 1} | row | file)


def faults(response):
    return [fault.anchor for fault in response.context["faults"]]


def test_picture_is_taken_in_the_form_of_its_revision(admin_client):
    draft = make_draft("alpha")

    response = save_with(admin_client, draft, picture_bytes(size=(40, 30)))

    picture = draft.pictures.get()
    assert response.status_code == 302
    assert (picture.width, picture.height) == (40, 30)
    assert {name: getattr(picture, name) for name in TEXTS} == TEXTS
    assert default_storage.exists(picture.file)


def test_picture_of_an_article_is_taken_too(admin_client):
    by = make_editor()
    draft = actions.create_entry(Article, "article", by=by, title_zh="文", title_en="Article")

    save_with(admin_client, draft, picture_bytes("WEBP"))

    assert draft.pictures.get().media_type == "image/webp"


@pytest.mark.parametrize(
    ("content", "fields", "anchors"),
    sample(
        [
            (None, {}, ["id_pictures-0-upload"]),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}, ["id_pictures-0-upload"]),
            (picture_bytes(), {"alt_en": ""}, ["pictures-0"]),
            (picture_bytes(), {"alt_zh": "", "alt_en": ""}, ["pictures-0"]),
        ],
        2,
    ),
    ids=["no file", "svg", "one alt", "no alt"],
)
def test_incomplete_pictures_are_refused(content, fields, anchors, admin_client):
    draft = make_draft("alpha")

    response = save_with(admin_client, draft, content, **fields)

    assert response.status_code == 200
    assert faults(response) == anchors
    assert not draft.pictures.exists()


def test_file_is_kept_when_the_form_is_refused_and_need_not_be_chosen_again(admin_client):
    draft = make_draft("alpha")

    refused = save_with(admin_client, draft, picture_bytes(size=(40, 30)), alt_en="")
    formset = next(
        one.formset
        for one in refused.context["inline_admin_formsets"]
        if one.formset.prefix == "pictures"
    )
    form = formset.forms[0]
    save_with(admin_client, draft, kept=form["kept"].value())

    picture = draft.pictures.get()
    assert "p.png" in form["upload"].help_text
    assert default_storage.url(picture.file) in refused.text
    assert (picture.width, picture.height, picture.alt_en) == (40, 30, TEXTS["alt_en"])


@pytest.mark.parametrize("kept", ["", "forged", "a:b:c"])
def test_file_that_was_not_kept_has_to_be_chosen(kept, admin_client):
    draft = make_draft("alpha")

    response = save_with(admin_client, draft, kept=kept)

    assert faults(response) == ["id_pictures-0-upload"]


def test_file_kept_for_a_stored_picture_takes_its_place(admin_client):
    draft = make_draft("alpha")
    picture = make_picture(draft)
    values = form_values(admin_client.get(change_url(draft))) | {"pictures-0-alt_en": ""}
    file = SimpleUploadedFile("new.png", picture_bytes(size=(50, 20)))

    refused = admin_client.post(change_url(draft), values | {"pictures-0-upload": file})
    again = form_values(refused) | {"pictures-0-alt_en": "Another graph"}
    admin_client.post(change_url(draft), again)

    picture.refresh_from_db()
    assert (picture.width, picture.height, picture.alt_en) == (50, 20, "Another graph")


def test_decorative_picture_needs_no_words_and_is_passed_over(admin_client, client):
    draft = make_draft("alpha")
    fields = {"alt_zh": "", "alt_en": "", "is_decorative": "on"}

    save_with(admin_client, draft, picture_bytes(), **fields)
    actions.publish(draft, by=make_editor())

    assert draft.pictures.get().is_decorative
    assert 'alt=""' in client.get("/en/frameworks/alpha/").text


def test_draft_shares_the_file_of_the_live_picture():
    live = make_framework("alpha")
    picture = make_picture(live)

    draft = actions.open_draft(live.entry, by=make_editor())

    assert draft.pictures.get().file == picture.file
    assert draft.pictures.get().pk != picture.pk


@pytest.mark.parametrize(
    ("language", "alt", "caption"),
    [("zh-hans", "一张计算图", "计算图"), ("en", "A graph of operations", "<em>graph</em>")],
)
def test_page_shows_the_picture_in_its_language(language, alt, caption, client):
    picture = make_picture(make_framework("alpha"))

    page = client.get(f"/{language}/frameworks/alpha/").text

    assert f'src="{picture.url}" width="40" height="30" alt="{alt}"' in page
    assert caption in page


def test_picture_of_a_draft_is_on_its_preview_and_nowhere_else(client, admin_client):
    live = make_framework("alpha")
    draft = actions.open_draft(live.entry, by=make_editor())
    picture = make_picture(draft)

    shown = [
        client.get("/en/frameworks/alpha/").text,
        client.get("/api/v1/frameworks/alpha/").text,
        admin_client.get("/en/preview/framework/alpha/2/").text,
    ]

    assert [picture.file in page for page in shown] == [False, False, True]


def test_api_gives_pictures_as_objects(client, settings):
    picture = make_picture(make_framework("alpha"))

    found = client.get("/api/v1/frameworks/alpha/?lang=en").json()["pictures"]

    assert found == [
        {
            "url": f"{settings.SITE_URL}/media/{picture.file}",
            "media_type": "image/png",
            "sha256": picture.sha256,
            "width": 40,
            "height": 30,
            "is_decorative": False,
            "alt": "A graph of operations",
            "caption": "The *graph*",
            "credit": "Somebody",
            "origin_url": "",
            "licence": "CC-BY-4.0",
        }
    ]


def test_stored_picture_is_served_as_what_its_name_says(client):
    picture = make_picture(make_framework("alpha"))

    response = client.get(picture.url)

    with default_storage.open(picture.file) as stored:
        assert b"".join(response.streaming_content) == stored.read()
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["nothing.png", "..%2f..%2fetc%2fpasswd", "x.svg", "x.png.html"])
def test_other_names_are_not_served(name, client):
    assert client.get(f"/media/pictures/{name}").status_code == 404


def test_documents_carry_the_name_and_the_checksum():
    live = make_framework("alpha")
    picture = make_picture(live)
    values = dump_revision(live)

    draft = open_with(live.entry, values, by=make_editor())

    assert values["pictures"][0]["file"] == picture.file
    assert values["pictures"][0]["sha256"] == picture.sha256
    assert dump_revision(draft)["pictures"] == values["pictures"]


def test_revision_whose_picture_is_gone_is_not_published():
    draft = make_draft("alpha")
    picture = make_picture(draft)
    default_storage.delete(picture.file)

    with pytest.raises(actions.ActionRefused, match=picture.file):
        actions.publish(draft, by=make_editor())

    images.store(images.clean(upload(picture_bytes())))  # other tests share the folder


def test_translator_words_a_picture_and_exchanges_nothing(client):
    draft = make_draft("alpha")
    picture = make_picture(draft)
    person = make_user("person", is_staff=True)
    person.groups.add(Group.objects.get(name="translator-en"))
    client.force_login(person)

    values = form_values(client.get(change_url(draft)))
    words = {"pictures-0-alt_en": "In other words", "pictures-0-alt_zh": "换了"}
    worded = client.post(change_url(draft), values | words)
    values = form_values(client.get(change_url(draft)))
    forged = {"pictures-0-upload": SimpleUploadedFile("p.png", picture_bytes(size=(9, 9)))}
    exchanged = client.post(change_url(draft), values | forged)

    after = FrameworkPicture.objects.get()
    assert (worded.status_code, exchanged.status_code) == (302, 403)
    assert (after.alt_en, after.alt_zh) == ("In other words", TEXTS["alt_zh"])
    assert after.file == picture.file


def test_only_old_files_that_no_revision_names_are_removed(settings, tmp_path, capsys):
    settings.MEDIA_ROOT = tmp_path
    named = make_picture(make_draft("alpha")).file
    old, new = (
        images.store(images.clean(upload(picture_bytes(size=size)))) for size in ((5, 5), (6, 6))
    )
    for name in (named, old):
        os.utime(tmp_path / name, (0, 0))

    call_command("remove_unused_pictures")

    assert capsys.readouterr().out == "1 pictures removed.\n"
    assert [default_storage.exists(name) for name in (named, old, new)] == [True, False, True]
