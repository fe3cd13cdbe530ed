"""What ./run does: set up what is missing or changed, then start the product. Only the standard library."""

import argparse
import fcntl
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import environment
from steps import BUILD, PYTHON, SetupError, complain, say


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run",
        description="安装并启动结对平台。第一次需要网络，以后几秒即可启动。 · Set Jiedui up and start it.",
    )
    add = parser.add_argument
    add("--empty", action="store_true", help="不装演示数据，引导建立第一个管理员 · no demonstration data")
    add("--prepare", action="store_true", help="只安装并迁移数据库，不启动 · set up and migrate, then stop")
    add("--port", type=int, default=8000, metavar="N", help="端口，默认 8000 · port")
    add("--data", type=Path, metavar="DIR", help="数据目录，默认 data · data folder (or JIEDUI_DATA)")
    options = parser.parse_args()
    if options.empty and options.prepare:
        parser.error("--empty 与 --prepare 只能用一个 · choose one of --empty and --prepare")
    if not 1 <= options.port <= 65535:
        parser.error("端口应在 1 到 65535 之间 · a port lies between 1 and 65535")
    return options


def check_port(port: int) -> None:
    """Refuse early: nobody should wait for a set-up that ends in a taken port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise SetupError(
                f"没有权限使用端口 {port}，请用 --port 换成 1024 以上的端口。\n"
                f"Not allowed to use port {port}: choose one above 1024 with --port."
            ) from None
        except OSError:
            raise SetupError(
                f"端口 {port} 已被占用。请用 --port 换一个，或先关闭占用它的程序。\n"
                f"Port {port} is taken. Choose another with --port, or end the program that uses it."
            ) from None


def prepare() -> None:
    """Every step in order; each is skipped when its inputs are unchanged."""
    started = time.monotonic()
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("另一个安装正在进行，等待它结束…… · another set-up is running, waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        environment.make_environment()
        environment.install_packages("base")
        environment.install_product()
        environment.build_assets()
        environment.collect_static()
        environment.compile_translations()
    if time.monotonic() - started > 5:
        say(f"安装完成，用时 {time.monotonic() - started:.0f} 秒。 · set up.")


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    options = arguments()
    if options.data:
        os.environ["JIEDUI_DATA"] = str(options.data.expanduser().resolve())
    elif os.environ.get("JIEDUI_DATA"):
        os.environ["JIEDUI_DATA"] = str(Path(os.environ["JIEDUI_DATA"]).expanduser().resolve())
    try:
        if not options.prepare:
            check_port(options.port)
        prepare()
    except SetupError as error:
        complain(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        complain("\n已中止，再次运行 ./run 会接着做。 · Stopped; ./run goes on from here.")
        return 130
    if options.prepare:
        done = subprocess.run([PYTHON, "-m", "jiedui", "migrate", "--verbosity", "0"]).returncode
        if done == 0:
            say("已就绪，运行 ./run 启动。 · Ready: ./run starts it.")
        return done
    command = ["start", "--port", str(options.port)]
    if options.empty:
        command.append("--empty")
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), "-m", "jiedui", *command])


if __name__ == "__main__":
    sys.exit(main())
