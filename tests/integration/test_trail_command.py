"""`jiedui trail`: exit codes, JSON, checkpoints, and the verifier that needs neither our code nor our database."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jiedui.core.trail import facts
from jiedui.core.trail.models import Entry
from jiedui.core.trail.operations import SYSTEM, close_event, open_event, record_event
from tests.unguarded import unguarded

pytestmark = pytest.mark.django_db
TOOL = Path(__file__).parents[2] / "tools" / "verify_trail.py"


@pytest.fixture(autouse=True)
def a_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "providers", {"toy": lambda progress: [(id, bytes([id]) * 32) for id in range(1, 6)]})
    for id in range(1, 6):
        entry = ("toy", id, "n", 0, id, bytes([id]) * 32, '{"name":["韦秀英","13807711234"]}')
        close_event(open_event("import", actor=SYSTEM, ledger="toy"), [entry])


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("trail", *arguments, stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def tamper() -> None:
    with unguarded():
        Entry.objects.filter(seq=4).update(digest=bytes(32))


def test_a_sound_trail() -> None:
    assert run("verify") == (0, "存证完好：10 条存证、5 个存证头、5 条现有记录全部相符。\n")


def test_a_tampered_trail_exits_with_one_and_says_where() -> None:
    tamper()
    code, text = run("verify")
    assert code == 1
    assert "存证第 3 至 4 条与存证头 2 的树根不符" in text
    assert "[facts.edited]" in text
    code, text = run("verify", "--json")
    report = json.loads(text)
    assert (code, report["ok"]) == (1, False)
    assert {problem["id"] for problem in report["problems"]} == {"trail.root", "facts.edited"}


def test_json_is_one_object() -> None:
    code, text = run("verify", "--json")
    assert (code, json.loads(text)["entries"]) == (0, 10)


def test_a_checkpoint_kept_outside(tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    kept.write_text(run("head")[1], encoding="utf-8")
    record_event("sign_in", actor=SYSTEM)
    assert run("verify", "--head", str(kept))[0] == 0
    forged = json.loads(kept.read_text()) | {"size": 9}
    kept.write_text(json.dumps(forged))
    with pytest.raises(CommandError, match="不是有效的存证检查点"):
        run("verify", "--head", str(kept))
    with pytest.raises(CommandError, match="无法读取"):
        run("verify", "--head", str(tmp_path / "none.json"))


def outside(*arguments: object) -> tuple[int, str]:
    # -I: neither our source folder nor the environment is seen
    done = subprocess.run([sys.executable, "-I", str(TOOL), *map(str, arguments)], capture_output=True, text=True)
    assert not done.stderr
    return done.returncode, done.stdout


def test_the_export_holds_no_values_and_verifies_elsewhere(tmp_path: Path) -> None:
    file, kept = tmp_path / "trail.jsonl", tmp_path / "head.json"
    kept.write_text(run("head")[1], encoding="utf-8")
    record_event("sign_in", actor=SYSTEM)
    assert "11 条" in run("export", str(file))[1]
    text = file.read_text(encoding="utf-8")
    assert "韦秀英" not in text and "13807711234" not in text and "系统" not in text
    code, said = outside(file, "--head", kept)
    assert (code, "11 条存证、6 个存证头" in said) == (0, True), said
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[:4] + lines[5:], "存证应为第"),
        (lambda lines: lines[:-2], "末尾"),
        (lambda lines: lines[:-3], "检查点记有 10 条"),
        (lambda lines: [line.replace('"row_id":2,', '"row_id":3,') for line in lines], "树根不符"),
        (lambda lines: [line.replace('"size":4,', '"size":3,') for line in lines], "签名不符"),
        (lambda lines: [*lines[:3], "{}", *lines[3:]], "无法读取"),
        (lambda lines: ['{"format":"other"}', *lines[1:]], "不是本程序"),
        (lambda lines: [lines[0].replace('"public_key":"', '"public_key":"00'), *lines[1:]], "公钥"),
    ],
)
def test_a_tampered_export_is_refused_elsewhere(tmp_path: Path, change, said: str) -> None:
    file, kept = tmp_path / "trail.jsonl", tmp_path / "head.json"
    kept.write_text(run("head")[1], encoding="utf-8")
    run("export", str(file))
    lines = change(file.read_text(encoding="utf-8").splitlines())
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, text = outside(file, "--head", kept)
    assert code == 1
    assert said in text


def test_an_export_of_a_tampered_trail_is_refused_elsewhere(tmp_path: Path) -> None:
    tamper()
    run("export", str(tmp_path / "trail.jsonl"))
    assert outside(tmp_path / "trail.jsonl")[0] == 1


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="无法写入"):
        run("export", str(tmp_path / "none" / "trail.jsonl"))
