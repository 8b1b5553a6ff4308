"""Pictures in a bucket, on a real server that speaks S3."""

import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalog import images
from catalog.management.commands.remove_unused_pictures import Command
from catalog.models import FrameworkPicture
from config.bucket import Bucket
from tests.factories import make_row
from tests.pictures import picture_bytes, upload
from tests.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.server]
BUCKET = "atlas-media"


@pytest.fixture(scope="module")
def store():
    """The address of the server."""
    host, port = "127.0.0.1", free_port()
    command = [sys.executable, "-m", "moto.server", "-H", host, "-p", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": ""}, **quiet) as server:
        while server.poll() is None:
            try:
                socket.create_connection((host, port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        yield f"http://{host}:{port}"
        server.terminate()


@pytest.fixture
def bucket(store, settings, monkeypatch):
    """The bucket, empty, where the site keeps its pictures."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL_S3": store,
    }.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "config.bucket.Bucket",
            "OPTIONS": {"bucket_name": BUCKET, "default_acl": None},
        },
    }
    import boto3

    made = boto3.resource("s3").create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    yield made
    made.objects.delete()
    made.delete()


def keys(bucket):
    return sorted(one.key for one in bucket.objects.all())


def test_picture_is_stored_once_and_served_under_the_address_of_the_site(bucket, client):
    content = picture_bytes()

    first, second = (images.store(images.clean(upload(content))) for _time in range(2))

    assert first == second
    assert keys(bucket) == [first]
    answer = client.get(f"/media/{first}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content) == bucket.Object(first).get()["Body"].read()
    assert client.get("/media/pictures/none.png").status_code == 404


def test_media_host_gives_its_addresses(bucket, settings):
    settings.MEDIA_URL = "https://media.example.org/"

    assert Bucket().url("pictures/a.png") == "https://media.example.org/pictures/a.png"


def test_only_old_pictures_that_nothing_names_are_removed(bucket):
    named = make_row(FrameworkPicture).file
    unused = images.store(images.clean(upload(picture_bytes(size=(8, 8)))))
    later = timezone.now() + timedelta(days=2)

    call_command("remove_unused_pictures", stdout=StringIO())

    assert keys(bucket) == sorted([named, unused])
    assert Command().unused(before=later) == [unused]
