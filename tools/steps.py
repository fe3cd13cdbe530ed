"""Set-up steps that are done once: a step runs again only when the files it reads have changed.

Only the standard library: this runs before anything is installed.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = Path(os.environ.get("JIEDUI_BUILD") or ROOT / ".build").resolve()
STAMPS = BUILD / "stamps"
LOGS = BUILD / "logs"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class SetupError(Exception):
    """A step that could not be done; the message says which and what to do, in Chinese and English."""


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """SHA-256 over names and contents of files (folders are walked) and over words."""
    digest = hashlib.sha256()
    for word in words:
        digest.update(word.encode() + b"\0")
    for path in paths:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            if "__pycache__" in file.parts:
                continue
            name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file.name
            digest.update(f"{name}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest() if file.is_file() else b"absent")
    return digest.hexdigest()


def step(name: str, title: str, inputs: Iterable[Path], made: Path, action: Callable[[], None], *words: str) -> bool:
    """Do `action` unless `made` exists and was made from the same inputs; True when something was done."""
    stamp = STAMPS / name
    wanted = fingerprint(inputs, *words)
    if made.exists() and stamp.is_file() and stamp.read_text() == wanted:
        return False
    stamp.unlink(missing_ok=True)
    print(f"  {title} …", end="", flush=True)
    started = time.monotonic()
    try:
        action()
    except BaseException:
        print(flush=True)
        raise
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    print(f" {time.monotonic() - started:.0f} s", flush=True)
    return True


def call(log: str, command: list[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> bool:
    """Run a command with its output in .build/logs/<log>.log; False when it failed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{log}.log").open("wb") as out:
        try:
            done = subprocess.run(
                [str(part) for part in command],
                cwd=cwd,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            out.write(str(error).encode())
            return False
    return done.returncode == 0


def require(log: str, command: list[str | Path], remedy: str, **options: object) -> None:
    """As `call`, but a failure ends set-up with the command's last lines and, where the eye falls, the remedy."""
    if call(log, command, **options):  # type: ignore[arg-type]
        return
    lines = (LOGS / f"{log}.log").read_text(errors="replace").splitlines()
    tail = "\n".join(f"    {line[:160]}" for line in lines[-8:])
    raise SetupError(f"{tail}\n    （全文 · in full: {LOGS / (log + '.log')}）\n\n{remedy}")


def say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
