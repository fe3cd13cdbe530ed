"""The command line: `jiedui COMMAND` and `python -m jiedui COMMAND`, from any working directory."""

import os
import sys
from typing import Any


def main() -> int:
    """Run a management command; what a person can mend is told in a sentence, not with a traceback."""
    os.umask(0o077)  # database, files, lake and exports are their owner's alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from jiedui.core.words.errors import JieduiError
    from jiedui.core.words.room import no_room
    from jiedui.starting import start

    arguments = ["jiedui", *sys.argv[1:]]
    try:
        start()
        check_ours(arguments)
        check_ready(arguments)
        execute_from_command_line(arguments)
    except JieduiError as refusal:
        return tell(arguments, refusal)
    except KeyboardInterrupt:
        print("已中止。 · Stopped.", file=sys.stderr)  # noqa: T201
        return 130
    except Exception as error:
        from jiedui.jobs.readiness import unreachable

        refused = no_room(error) or (unreachable(error) if isinstance(error, OperationalError) else None)
        if refused is None:
            raise
        return tell(arguments, refused)
    return 0


def tell(arguments: list[str], refusal: Exception) -> int:
    """The sentence on standard error; for `import --json` the one object that it promises on standard output."""
    from django.core.management import load_command_class

    if arguments[1:2] == ["import"] and "--json" in arguments:
        command: Any = load_command_class("jiedui.core.intake", "import")
        options = vars(command.create_parser("jiedui", "import").parse_args(arguments[2:]))
        command.refuse(options, refusal)
    else:
        print(refusal, file=sys.stderr)  # noqa: T201
    return 1


def check_ours(arguments: list[str]) -> None:
    """Raise Refused for commands of Django that would go past grants and trail, naming what does their work here."""
    from django.utils.translation import gettext as _

    from jiedui.core.words.errors import Refused

    instead = {
        "createsuperuser": _(
            "本平台没有超级用户：权限只来自授权，三名管理员须由三人分任。"
            "请用 jiedui create_admin 用户名 --name 姓名 新建安全管理员，再由其在“用户与权限”中新建其他账号。"
        ),
        "changepassword": _(
            "修改密码须留痕。请由安全管理员在“用户与权限”中重置；没有可用的安全管理员时，"
            "用 jiedui create_admin 用户名 --name 姓名 新建一名。"
        ),
    }
    name = arguments[1] if len(arguments) > 1 else ""
    if name in instead:
        raise Refused(f"command.{name}", instead[name])


def check_ready(arguments: list[str]) -> None:
    """Our own commands need a migrated database, unless they say `needs_database = False`."""
    from django.core.management import get_commands, load_command_class

    name = arguments[1] if len(arguments) > 1 else ""
    app = get_commands().get(name)
    if not isinstance(app, str) or not app.startswith("jiedui.") or {"-h", "--help"} & set(arguments):
        return
    if getattr(load_command_class(app, name), "needs_database", True):
        from jiedui.jobs.readiness import check_database

        check_database()


if __name__ == "__main__":
    sys.exit(main())
