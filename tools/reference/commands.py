"""docs/reference/commands.md: the product's own commands, from what they say of themselves."""

import argparse
import os
from typing import Any

from django.conf import settings
from django.core.management import get_commands, load_command_class

from tools.reference.markdown import table

ROOT = settings.ROOT
HEAD = """# Commands · 命令

`jiedui COMMAND` (`.venv/bin/jiedui` after set-up, or `python -m jiedui COMMAND`) works from any folder and needs no
account, server or worker. Which installation it works on is said by the environment: `JIEDUI_DATA`, `JIEDUI_KEYS`,
`DATABASE_URL` and the other [settings](settings.md). Exit code 0: done; 1: refused, with a sentence on
standard error; 2: wrong arguments. Django's own commands (`jiedui help`) are there too, with Django's own options.
"""


def page() -> str:
    own = sorted(name for name, app in get_commands().items() if isinstance(app, str) and app.startswith("jiedui."))
    return "\n".join([HEAD, *(_section(name) for name in own)])


def _section(name: str) -> str:
    command = load_command_class(str(get_commands()[name]), name)
    parser = command.create_parser("jiedui", name)
    text = f"## jiedui {name}\n\n{command.help}\n"
    subparsers = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not subparsers:
        return f"{text}\n{_arguments(parser, inherited=_django_options(command))}"
    for action in subparsers:
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for sub, own in action.choices.items():
            text += f"\n### jiedui {name} {sub}\n\n{helps.get(sub, '')}\n\n{_arguments(own, inherited=set())}"
    return text


def _django_options(command: Any) -> set[str]:
    """What every Django command takes: not worth repeating."""
    from django.core.management.base import BaseCommand
    from django.core.management.commands import migrate

    bases: list[Any] = [BaseCommand()]
    if isinstance(command, migrate.Command):
        bases.append(migrate.Command())
    return {
        word for base in bases for action in base.create_parser("jiedui", "x")._actions
        for word in action.option_strings or [action.dest]
    }  # fmt: skip


def _arguments(parser: argparse.ArgumentParser, *, inherited: set[str]) -> str:
    rows = []
    for action in parser._actions:
        words = action.option_strings or [action.dest]
        if action.help == argparse.SUPPRESS or set(words) <= inherited or isinstance(action, argparse._HelpAction):
            continue
        given = "" if action.nargs == 0 else _value(action)
        name = ", ".join(words) if action.option_strings else str(action.metavar or action.dest)
        shown = f"`{name} {given}`" if given and action.option_strings else f"`{name}`"
        rows.append((shown, action.help or "", _default(action)))
    return table(("argument", "meaning", "default"), rows) if rows else "No arguments of its own.\n"


def _value(action: argparse.Action) -> str:
    if action.choices:
        return "{" + ",".join(str(choice) for choice in action.choices) + "}"
    return str(action.metavar or action.dest.upper())


def _default(action: argparse.Action) -> str:
    if action.default in (None, False, "", [], argparse.SUPPRESS) or not action.option_strings:
        return ""
    # A folder of this copy of the product is told as seen from its own folder.
    return f"`{str(action.default).removeprefix(f'{ROOT}{os.sep}')}`"
