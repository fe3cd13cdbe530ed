"""The web server: gunicorn with threads (jobs.fair). `python -m jiedui.jobs.server HOST PORT`, as the supervisor calls it.

The application is loaded by gunicorn's own processes, after they were forked: the libraries behind it start threads.
"""

import os
import socket
import sys
from typing import Any

from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication

from jiedui.core.words.errors import Refused


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings instead of its command line."""

    def __init__(self, *, host: str, port: int) -> None:
        self.bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": [self.bind],
            "worker_class": "jiedui.jobs.fair.FairWorker",
            "workers": int(os.environ.get("JIEDUI_WEB_PROCESSES", "2")),
            "threads": int(os.environ.get("JIEDUI_WEB_THREADS", "6")),
            "timeout": 120,
            "graceful_timeout": 8,
            "keepalive": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from jiedui.wsgi import application

        return application


def check_port(host: str, port: int) -> None:
    """Raise Refused where the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            message = _("没有权限使用端口 %(n)d，请用 --port 换成 1024 以上的端口。")
            raise Refused("serve.port_forbidden", message % {"n": port}) from None
        except OSError:
            raise Refused(
                "serve.port_taken", _("端口 %(n)d 已被占用，请用 --port 换一个，或先关闭占用它的程序。") % {"n": port}
            ) from None


if __name__ == "__main__":
    from jiedui.jobs.supervisor import end_with_supervisor

    end_with_supervisor()
    sys.argv, (own_host, own_port) = sys.argv[:1], sys.argv[1:3]
    Server(host=own_host, port=int(own_port)).run()
