"""The command line: `jiedui COMMAND` and `python -m jiedui COMMAND`."""

import os
import sys


def main() -> None:
    """Run a management command from any working directory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["jiedui", *sys.argv[1:]])


if __name__ == "__main__":
    main()
