#!/usr/bin/env python
"""Run a management command: ``python manage.py help``."""

import sys


def main() -> None:
    from config.start import load_settings  # noqa: PLC0415

    load_settings()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
