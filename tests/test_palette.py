"""The design tokens: legible in both schemes, and the same wherever a scheme is written down."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from catalog.palette import PAIRS, blocks, contrast, schemes
from tests.factories import make_framework

CSS = Path(finders.find("css/tokens.css")).read_text(encoding="utf-8")


def colours(selector):
    tokens = next(tokens for found, tokens in blocks(CSS) if found.endswith(selector))
    return {name: value for name, value in tokens.items() if name.startswith("--c-")}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0e5063", "#0e5063", 1)],
)
def test_contrast_is_the_ratio_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_every_colour_stands_out_in_both_schemes():
    weak = [
        (scheme, pair.ink, pair.ground, round(pair.contrast(tokens), 2))
        for scheme, tokens in schemes(CSS).items()
        for pair in PAIRS
        if pair.contrast(tokens) < pair.least
    ]

    assert weak == []


def test_dark_is_the_same_by_system_and_by_choice():
    assert colours(':root:not([data-theme="light"])') == colours(':root[data-theme="dark"]')


def test_print_has_the_inks_of_the_light_scheme():
    light, printed = colours(":root"), colours(":root:root:root")

    assert {name for name in light if light[name] != printed[name]} == {
        "--c-bg",
        "--c-surface",
        "--c-sunken",
    }


@pytest.mark.django_db
def test_style_page_shows_tokens_and_components_while_debug_is_on(client, settings):
    settings.DEBUG = True
    make_framework("alpha")

    page = client.get("/en/styleguide/").content.decode()

    assert "<code>--c-accent-wash</code>" in page
    assert "14.78" in page  # ink on the ground of the page, light
    assert 'href="/en/frameworks/alpha/"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.django_db
def test_style_page_is_not_there_for_readers(client):
    assert client.get("/en/styleguide/").status_code == 404
    assert b"styleguide" not in client.get("/sitemap.xml").content
