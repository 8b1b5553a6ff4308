"""The files of deploy/, as far as they can be held against the project without containers."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]


def commands_of_manage(text):
    return set(re.findall(r"manage\.py[\", ]+([a-z_]+)", text))


def test_compose_sets_only_what_the_settings_read():
    settings = (ROOT / "config" / "settings.py").read_text()
    read = set(re.findall(r'environment\.\w+\(\s*"(\w+)"', settings))

    assert SERVICES["site"]["environment"].keys() <= read


def test_compose_waits_for_services_and_mounts_volumes_that_exist():
    waited = {name for one in SERVICES.values() for name in one.get("depends_on", ())}
    mounted = [volume.split(":") for one in SERVICES.values() for volume in one.get("volumes", ())]
    files = {source for source, *_rest in mounted if source.startswith("./")}

    assert waited <= SERVICES.keys()
    assert {source for source, *_rest in mounted} - files == COMPOSE["volumes"].keys()
    assert files == {"./nginx.conf", "./tls"}  # the latter holds the operator's certificate
    assert (DEPLOY / "nginx.conf").exists()
    assert all(":" in one["image"] or one["image"] == "atlas" for one in SERVICES.values())


def test_nginx_finds_the_site_where_it_listens():
    dockerfile, nginx = (DEPLOY / "Dockerfile").read_text(), (DEPLOY / "nginx.conf").read_text()

    assert SERVICES["nginx"]["network_mode"] == "service:site"
    assert '"--host", "0.0.0.0", "--port", "8000"' in dockerfile
    assert "server 127.0.0.1:8000;" in nginx
    assert "/etc/atlas/fullchain.pem" in nginx


def test_image_holds_everything_that_the_project_runs_with():
    copied = set(re.findall(r"^COPY (?!--from)(\S+)", (DEPLOY / "Dockerfile").read_text(), re.M))
    sent = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.M))

    assert {name.rstrip("/") for name in copied} == sent
    assert all((ROOT / name).exists() for name in sent)
    assert {"manage.py", "config", "catalog", "templates", "static"} <= sent


def test_who_serves_may_write_into_each_folder_that_the_settings_name():
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    named = (DEPLOY / "production.env.example").read_text() + str(SERVICES["site"]["environment"])
    folders = {"var", *re.findall(r"/srv/atlas/(\w+)", named)}

    for command in ("mkdir -p", "chown atlas"):
        assert set(re.search(rf"{command} ([\w ]+)", dockerfile)[1].split()) == folders


def test_commands_of_the_operators_pages_exist():
    ours = {path.stem for path in (ROOT / "catalog/management/commands").glob("[a-z]*.py")}
    django = {"migrate", "collectstatic", "createsuperuser"}
    pages = [
        *(ROOT / "docs/operators").glob("*.md"),
        DEPLOY / "compose.yaml",
        DEPLOY / "Dockerfile",
    ]

    named = {name for page in pages for name in commands_of_manage(page.read_text())}

    assert {"backup", "publish_due", "export_site"} <= named
    assert named <= ours | django


def test_documents_copy_the_settings_for_their_owner_only():
    """It holds the key of the site and the password of the database."""
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", *DEPLOY.iterdir()]
    lines = [
        line
        for page in pages
        if page.is_file()
        for line in page.read_text().splitlines()
        if "production.env.example" in line and re.search(r"\b(cp|install)\b", line)
    ]

    assert len(lines) == 3
    assert [line for line in lines if "install -m 600" not in line] == []
