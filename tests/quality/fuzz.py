"""Requests that schemathesis makes up from the description of the API: `make fuzz`.

With all its checks and phases, as somebody without an account and as the holder of a token, once
for each seed, on a fresh site each time. Ends with 1 where a check fails.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.quality.site import serving
from tests.servers import ROOT

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
# More than any run asks for: the limits have tests of their own.
UNLIMITED = {"API_REQUESTS_OF_ADDRESS": "1000000000", "API_REQUESTS_OF_TOKEN": "1000000000"}
MAKE_TOKEN = """
from django.contrib.auth import get_user_model
from catalog import tokens
by = get_user_model().objects.create_user("fuzz", is_staff=True, is_superuser=True)
print(tokens.make_token("fuzz", tokens.scopes_for(by), days=1, by=by)[1])
"""


def main():
    options = asked()
    failed = False
    for seed in options.seeds:
        for who in options.who:
            with TemporaryDirectory() as folder, serving(Path(folder), **UNLIMITED) as site:
                failed |= fuzz(*site, who=who, seed=seed, options=options)
    sys.exit(failed)


def asked():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("schemathesis", type=Path)
    parser.add_argument("--examples", type=int, default=50)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--who", nargs="+", default=["outsider", "holder"])
    parser.add_argument("--more", nargs=argparse.REMAINDER, default=[])
    return parser.parse_args()


def fuzz(site, environment, *, who, seed, options):
    """Whether a check failed."""
    print(f"\n== {who}, seed {seed}, at most {options.examples} examples an operation", flush=True)
    command = [options.schemathesis, "--config-file", CONFIGURATION, "run"]
    command += [f"{site}/api/v1/openapi.json", "--seed", str(seed)]
    command += ["--max-examples", str(options.examples), *options.more]
    if who == "holder":
        command += ["--header", f"Authorization: Bearer {made_token(environment)}"]
    return subprocess.run(command, check=False).returncode != 0


def made_token(environment):
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", MAKE_TOKEN]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
