"""Pages as files, for tools that read files."""

from tests.desk import desk_pages, make_keras_draft
from tests.page_types import STYLEGUIDE, public_pages


def render_pages(client, editor, folder, settings):
    """Write every page in both languages into `folder`; returns the addresses by name of file."""
    desk = [f"admin/{address}" for address in desk_pages(make_keras_draft()).values()]
    written = {}
    for paths, person in ((public_pages(), None), (["admin/login/"], None), (desk, editor)):
        if person:
            client.force_login(person)
        for language in ("zh-hans", "en"):
            for path in paths:
                name = f"{len(written):03}.html"
                settings.DEBUG = path == STYLEGUIDE
                answer = client.get(f"/{language}/{path}", follow=True)
                (folder / name).write_bytes(answer.content)
                written[name] = f"/{language}/{path}"
    return written
