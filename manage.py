#!/usr/bin/env python
"""Run a management command: ``python manage.py help``."""

import gc
import sys


def main() -> None:
    from config.start import load_settings  # noqa: PLC0415

    gc.disable()  # the modules stay: looking for garbage among them is a tenth of the start
    load_settings()
    import django  # noqa: PLC0415 - settings must be ready
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    django.setup()
    gc.freeze()
    gc.enable()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
