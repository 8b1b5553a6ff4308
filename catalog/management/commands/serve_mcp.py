from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Offers the catalogue to an assistant by the Model Context Protocol, over standard input "
        "and output. It only reads. Needs what stands in requirements/mcp.txt."
    )

    def handle(self, **options):
        try:
            from catalog.mcp.server import server
        except ModuleNotFoundError as missing:
            if missing.name not in ("mcp", "pydantic"):
                raise
            raise CommandError(
                "The package mcp is not installed. Run: pip install -r requirements/mcp.txt"
            ) from missing
        server.run("stdio")
