#!/usr/bin/env python3
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        sys.exit(f"Django is not importable ({error}). Run .venv/bin/python, or `make run` first.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
