"""Reads one environment variable, or stops start-up with a sentence that says what to do."""

import re
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

_env = Env()
REQUIRED = object()
# Of libpq: seconds to connect; an idle connection is probed after ten seconds, and ended with one
# whose data nobody took for twenty-five (in milliseconds).
LOST_AFTER = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}


def _refuse(name, *, read, accepted, example):
    raise ImproperlyConfigured(
        f"{name} is {read}. Accepted: {accepted}. "
        f"Set it in the environment, for example: export {name}={example}"
    )


def _shown(raw):
    """What was read, without the password an address may hold."""
    return "empty" if not raw else repr(re.sub(r"://[^/]*@", "://***@", raw))


def _read(cast, name, default, *, accepted, example, **options):
    raw = _env.str(name, None)
    if not raw and default is not REQUIRED:
        return default
    if raw is None:
        _refuse(name, read="not set", accepted=accepted, example=example)
    if not raw:
        _refuse(name, read="empty", accepted=accepted, example=example)
    try:
        return cast(name, **options)
    except (EnvError, ValueError):
        _refuse(name, read=_shown(raw), accepted=accepted, example=example)


def flag(name, default):
    return _read(_env.bool, name, default, accepted="true or false", example="true")


def seconds(name, default):
    value = _read(_env.int, name, default, accepted="whole seconds, 0 or more", example="60")
    if value < 0:
        _refuse(name, read=value, accepted="whole seconds, 0 or more", example="60")
    return value


def number(name, default):
    value = _read(_env.int, name, default, accepted="a whole number above 0", example="1000000")
    if value < 1:
        _refuse(name, read=value, accepted="a whole number above 0", example="1000000")
    return value


def names(name, default=REQUIRED, *, example):
    accepted = "a comma-separated list"
    values = _read(_env.list, name, default, accepted=accepted, example=example)
    return [value.strip() for value in values if value.strip()]


def secret(name, default=REQUIRED):
    return _read(
        _env.str,
        name,
        default,
        accepted="50 or more random characters (or DEBUG=true, for development only)",
        example="\"$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')\"",
    )


def origin(name, default):
    """Scheme and host, without a path or a trailing slash."""
    accepted = "http:// or https:// and a host, with nothing after it"
    example = "https://atlas.example.org"
    value = _read(_env.str, name, default, accepted=accepted, example=example)
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or value != f"{parts.scheme}://{parts.netloc}":
        _refuse(name, read=_shown(value), accepted=accepted, example=example)
    return value


def address(name, default):
    """An http(s) address that may have a path, with a slash at its end."""
    accepted = "an address that begins with http:// or https://"
    example = "https://packages.example.org/simple/"
    value = _read(_env.str, name, default, accepted=accepted, example=example)
    if value and urlsplit(value).scheme not in ("http", "https"):
        _refuse(name, read=_shown(value), accepted=accepted, example=example)
    return f"{value.rstrip('/')}/" if value else value


def door(name):
    """An http(s) address that is asked as it is written; empty where there is none."""
    accepted = "an address that begins with http:// or https://"
    example = "https://cdn.example.org/purge"
    value = _read(_env.str, name, "", accepted=accepted, example=example)
    if value and urlsplit(value).scheme not in ("http", "https"):
        _refuse(name, read=_shown(value), accepted=accepted, example=example)
    return value


def store(name):
    """The address of a Redis or Valkey; empty where there is none."""
    accepted = "redis://HOST:PORT/NUMBER, rediss:// for TLS, or unix:///PATH"
    example = "redis://127.0.0.1:6379/0"
    value = _read(_env.str, name, "", accepted=accepted, example=example)
    if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
        _refuse(name, read=_shown(value), accepted=accepted, example=example)
    return value


def folder(name, default):
    """An absolute path; the folder is made when something is first put into it."""
    path = Path(_env.str(name, "") or default)
    if not path.is_absolute():
        _refuse(name, read=repr(str(path)), accepted="an absolute path", example="/srv/atlas/media")
    return path


def choice(name, default, *, accepted):
    value = _env.str(name, "") or default
    if value not in accepted:
        words = " or ".join(accepted)
        _refuse(name, read=_shown(value), accepted=words, example=accepted[0])
    return value


def bucket(name):
    """The name of a bucket; empty where there is none. Needs the extra `s3`."""
    accepted, example = "the name of an S3 bucket", "atlas-media"
    value = _read(_env.str, name, "", accepted=accepted, example=example)
    if value and not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
        _refuse(name, read=_shown(value), accepted=accepted, example=example)
    if value and find_spec("storages") is None:
        accepted = "a name once `pip install -r requirements/s3.txt` has been run"
        _refuse(name, read=_shown(value), accepted=accepted, example=example)
    return value


def file(name, default):
    """An absolute path of a file, which need not be there yet."""
    path = Path(_env.str(name, "") or default)
    if not path.is_absolute():
        _refuse(name, read=repr(str(path)), accepted="an absolute path", example="/srv/atlas/file")
    return path


def endpoints(name):
    """Pairs of an IP address and a port."""
    accepted, example = "a comma-separated list of ADDRESS:PORT", "10.0.0.7:8080"
    found = []
    for text in names(name, [], example=example):
        host, _colon, port = text.rpartition(":")
        try:
            found.append((str(ip_address(host.strip("[]"))), int(port)))
        except ValueError:
            _refuse(name, read=_shown(text), accepted=accepted, example=example)
    return found


def database(name, default, *, conn_max_age):
    accepted = "sqlite:///FILE or postgres://USER:PASSWORD@HOST/NAME, the latter with ?pool=true"
    example = "postgres://atlas@localhost/atlas?pool=true"
    found = _read(
        _env.dj_db_url,
        name,
        None,
        accepted=accepted,
        example=example,
        conn_max_age=conn_max_age,
    )
    if found is None:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": default}
    engine = found["ENGINE"].rpartition(".")[2]
    if engine not in ("sqlite3", "postgresql"):
        _refuse(name, read=_shown(_env.str(name)), accepted=accepted, example=example)
    return found if engine == "sqlite3" else _give_up_on_silence(found)


def _give_up_on_silence(settings):
    """Have the system end connections that a network lost: it would wait for hours by itself."""
    options = settings.setdefault("OPTIONS", {})
    for name, value in LOST_AFTER.items():
        options.setdefault(name, value)
    return settings


def replicas(name, *, conn_max_age):
    """Settings of read replicas by alias: replica1, replica2, …

    One that does not answer is given up after a second, also where connections are pooled. A kept
    connection is tried before it is used, because the server may have been started anew.
    """
    accepted = "a comma-separated list of postgres://USER:PASSWORD@HOST/NAME"
    example = "postgres://atlas@10.0.0.8/atlas,postgres://atlas@10.0.0.9/atlas"
    found = {}
    for number, url in enumerate(names(name, [], example=example), 1):
        if urlsplit(url).scheme not in ("postgres", "postgresql"):
            _refuse(name, read=_shown(url), accepted=accepted, example=example)
        settings = dj_database_url.parse(url, conn_max_age=conn_max_age, conn_health_checks=True)
        options = settings.setdefault("OPTIONS", {})
        options.setdefault("connect_timeout", 1)
        _give_up_on_silence(settings)
        if options.get("pool") in (True, "true"):
            options["pool"] = {"timeout": 1}
        found[f"replica{number}"] = {**settings, "TEST": {"MIRROR": "default"}}
    return found
