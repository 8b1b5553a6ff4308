"""The tools: searching, one framework, several compared, a combination, and what changed."""

from typing import Annotated, Any, Literal

from asgiref.sync import sync_to_async
from django.conf import settings
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field, ValidationError

from catalog.mcp.arguments import told
from catalog.mcp.documents import Refused, read

INSTRUCTIONS = """\
Framework Atlas is a bilingual (Chinese, English) catalogue of deep-learning frameworks in which \
every claim has a verdict and sources. Search first, then read frameworks by their id. "unknown" \
means that nobody has judged, never "no". Name the web_url of what you quote."""

Language = Annotated[Literal["zh-hans", "en"], Field(description="The language of texts.")]
Identifier = Annotated[str, Field(pattern=r"^[\w.-]{1,120}$", description="The id of a result.")]
READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
COMPARED = (
    "name",
    "framework_kind",
    "developer",
    "status",
    "status_since",
    "licence",
    "execution_model",
    "distributed_training",
    "verified_on",
    "web_url",
)


class Atlas(MCPServer):
    async def call_tool(self, name, arguments, context=None):
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(told(error.__cause__, arguments)) from error
            raise


server = Atlas(
    "framework-atlas",
    version=settings.SPECTACULAR_SETTINGS["VERSION"],
    title="Framework Atlas · 框架图谱",
    instructions=INSTRUCTIONS,
    website_url=settings.SITE_URL,
)


async def document(path, **query):
    """A document of the API; what it refuses is told to the assistant in its words."""
    try:
        return await sync_to_async(read)(path, **query)
    except Refused as refusal:
        raise ToolError(str(refusal)) from refusal


@server.tool(annotations=READING)
async def search(
    query: Annotated[str, Field(min_length=1, max_length=200)],
    kind: str | None = None,
    language: Language = "en",
    page: int = 1,
) -> dict[str, Any]:
    """Find frameworks, features, categories, terms, combinations, article rows and sources.

    Chinese, English or pinyin; best first. `kind` keeps one of framework, feature, category,
    glossaryterm, article, combination, row, source. A page holds twenty; where `next` is not
    null, there is another `page`.
    """
    return await document("search/", q=query, kind=kind, lang=language, page=page)


@server.tool(annotations=READING)
async def framework(id: Identifier, language: Language = "en") -> dict[str, Any]:
    """Everything that is known of one framework: facts, verdicts, relations, with sources."""
    return await document(f"frameworks/{id}/", lang=language)


@server.tool(annotations=READING)
async def compare(
    ids: Annotated[list[Identifier], Field(min_length=2, max_length=6)],
    language: Language = "en",
) -> dict[str, Any]:
    """Two to six frameworks side by side: main facts, and the verdict under every topic."""
    found = {id: await document(f"frameworks/{id}/", lang=language) for id in ids}
    topics = {}
    for id, one in found.items():
        for row in one["assessments"]:
            topic = row["feature"] or row["category"]
            topics.setdefault(topic, dict.fromkeys(ids, "unknown"))[id] = row["verdict"]
    facts = {name: {id: one[name] for id, one in found.items()} for name in COMPARED}
    return {"facts": facts, "verdicts": topics}


@server.tool(annotations=READING)
async def combination(id: Identifier, language: Language = "en") -> dict[str, Any]:
    """Whether the frameworks that one name strings together really work together, and why."""
    return await document(f"combinations/{id}/", lang=language)


@server.tool(annotations=READING)
async def changes(
    since: str | None = None, kind: str | None = None, language: Language = "en"
) -> dict[str, Any]:
    """What readers saw change, oldest first; `since` is the cursor of an earlier answer."""
    said = await document("changes/", since=since, kind=kind, lang=language)
    for one in said["results"]:
        del one["document"]  # whole documents are long; `url` leads to each
    return said
