"""The catalogue for assistants, by the Model Context Protocol: read-only tools over the API."""
