"""What nothing has kept, beside other systems: `python -m bench.cms PYTHON FOLDER [SECONDS]`.

Goals 4 and 5. PYTHON is that of an environment that holds Wagtail; FOLDER is the site of Strapi
with its packages. Both sites are filled with the shipped frameworks as our API describes them,
every claim with its sources. One worker of each answers wrk for SECONDS (5) in turn, without any
cache; compared is the processor time of the servers, as in `bench.delivery`.
"""

import json
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.delivery import ROOT, ROUNDS, environment_of, line, program, running, started
from bench.record import write

CONNECTIONS = 2  # of sixteen, none is answered by Wagtail's list of everything before wrk gives up
AT_LEAST = {4: 4, 5: 10}
UNKEPT = {"PAGE_CACHE": "false"}
GROUPS = (
    "facts",
    "assessments",
    "relations",
    "incoming_relations",
    "releases",
    "packages",
    "papers",
)
TITLES = ("field", "feature", "category", "type", "version", "name", "title")
TEXTS = ("rationale", "note", "what", "target_name", "registry", "released_on", "since", "until")

PAGE = "/en/frameworks/keras/"
LIST = "/api/v1/frameworks/?lang=en"
WAGTAIL_LIST = "/api/pages/?type=wagtail_site.FrameworkPage&limit=20&fields="
STRAPI_LIST = "/api/frameworks?pagination[pageSize]=20&"


class Compared(NamedTuple):
    """Two targets, and what the table calls them."""

    goal: int
    name: str
    ours: str
    theirs: str
    peer: str


OF_WAGTAIL = (
    Compared(4, "page of a framework", PAGE, "/keras/", "Wagtail, the same content"),
    Compared(5, "list of 20", LIST, f"{WAGTAIL_LIST}*", "Wagtail, all fields"),
    Compared(
        5,
        "list of 20, to a short one",
        LIST,
        f"{WAGTAIL_LIST}summary,status,licence",
        "Wagtail, fields=summary,status,licence",
    ),
)
OF_STRAPI = (
    Compared(
        5,
        "list of 20, to Strapi",
        LIST,
        f"{STRAPI_LIST}populate[claims][populate]=sources",
        "Strapi, all fields",
    ),
    Compared(
        5,
        "list of 20, to a short one of Strapi",
        LIST,
        f"{STRAPI_LIST}fields[0]=summary&fields[1]=stage&fields[2]=licence",
        "Strapi, fields summary, stage and licence",
    ),
)


def main(python, strapi, seconds):
    program("wrk")
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as name:
        folder = Path(name)
        ours = environment_of(folder) | UNKEPT
        with running("granian", "config.wsgi", 8171, ours) as site:
            described = [described_as_page(one) for one in documents(site)]
            (folder / "frameworks.json").write_text(json.dumps(described))
            with wagtail_site(python, folder, ours) as peer:
                lines = [measured(site, peer, one, seconds) for one in OF_WAGTAIL]
            with strapi_site(strapi, folder, ours) as peer:
                lines += [measured(site, peer, one, seconds) for one in OF_STRAPI]
    for told in lines:
        print(f"{told['name']:40} {told['ratio']:6.2f} × {told['peer']} {told['spread']}")
    write("cms", lines)


def documents(site):
    """Every framework, as the API describes it."""
    listed = json.loads(site.get(f"{LIST}&page_size=100")[2])["results"]
    address = "/api/v1/frameworks/{}/?lang=en"
    return [json.loads(site.get(address.format(one["id"]))[2]) for one in listed]


def described_as_page(document):
    """What other systems hold of a framework: all that has sources are claims of one sort."""
    named = {key: document[key] or "" for key in ("name", "summary", "status", "licence")}
    claims = [described_as_claim(group, row) for group in GROUPS for row in document[group]]
    return {"slug": document["id"], **named, "claims": claims}


def described_as_claim(group, row):
    return {
        "group": group,
        "title": " ".join(str(row[key]) for key in TITLES if row.get(key)),
        "text": " ".join(str(row[key]) for key in TEXTS if row.get(key)),
        "verdict": row.get("verdict") or "",
        "confidence": row["confidence"] or "",
        "sources": row["sources"],
    }


@contextmanager
def wagtail_site(python, folder, environment):
    environment = environment | {"WAGTAIL_DATABASE": str(folder / "wagtail.sqlite3")}
    command = [python, "-m", "bench.peers.wagtail_site.fill", str(folder / "frameworks.json")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    app, first = "bench.peers.wagtail_site.wsgi", OF_WAGTAIL[0].theirs
    with running("granian", app, 8172, environment, python=python, first=first) as server:
        yield server


@contextmanager
def strapi_site(app, folder, environment):
    (folder / "uploads").mkdir()  # it does not start without
    said = {
        "PORT": "8173",
        "STRAPI_FOLDER": str(folder),
        "STRAPI_TELEMETRY_DISABLED": "true",
        "NODE_ENV": "production",
    }
    command = ["node", "node_modules/@strapi/strapi/bin/strapi.js", "start"]
    first = OF_STRAPI[0].theirs
    with started(command, 8173, environment | said, cwd=app, first=first) as server:
        yield server


def measured(site, peer, compared, seconds):
    ratios = [ratio(site, peer, compared, seconds) for _round in range(ROUNDS)]
    sizes = f"{size(peer, compared.theirs)} to {size(site, compared.ours)} kB"
    at_least = AT_LEAST[compared.goal]
    return line(
        compared.goal, compared.name, f"{compared.peer}: {sizes}", ratios, at_least=at_least
    )


def size(server, target):
    return round(len(server.get(target)[2]) / 1000)


def ratio(site, peer, compared, seconds):
    ours = site.load(compared.ours, seconds, connections=CONNECTIONS)
    theirs = peer.load(compared.theirs, seconds, connections=CONNECTIONS)
    return ours.per_processor_second / theirs.per_processor_second


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 5)
