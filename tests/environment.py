"""Loaded by pytest before Django's settings: tests need no production environment."""

import os

os.environ["DEBUG"] = "true"
# More than all tests of a minute ask for; those of the limits themselves set their own.
os.environ["API_REQUESTS_OF_ADDRESS"] = os.environ["API_REQUESTS_OF_TOKEN"] = "1000000"
