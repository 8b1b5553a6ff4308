"""Loaded by pytest before Django's settings: tests need no production environment."""

import os

os.environ["DEBUG"] = "true"
