"""Composition root: the only list of modules, and every setting that the environment can change.

Environment: JIEDUI_DATA (folder of database, files, lake and keys), DATABASE_URL (postgres://… or sqlite path),
JIEDUI_DEBUG, JIEDUI_HOSTS (comma separated), JIEDUI_REQUIRE_TOTP.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("JIEDUI_DATA") or ROOT / "data").resolve()
KEYS = Path(os.environ.get("JIEDUI_KEYS") or DATA / "keys")
FILES = DATA / "files"
LAKE = DATA / "lake"
BUILD = Path(os.environ.get("JIEDUI_BUILD") or ROOT / ".build")
PLAN = ROOT / "plans" / "shenzhen-2021"


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def database(url: str) -> dict[str, object]:
    """The Django database entry of a DATABASE_URL; an empty one means SQLite in the data folder."""
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": parts.path if parts.scheme == "sqlite" else str(DATA / "jiedui.sqlite3"),
        "OPTIONS": {
            # A power cut must not lose an acknowledged row: FULL. A writer must wait, not fail: IMMEDIATE + timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 120,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
        },
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}

MODULES = ["labour", "projects", "households"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "jiedui.core.vault",
    "jiedui.core.trail",
    "jiedui.core.places",
    "jiedui.core.access",
    "jiedui.core.people",
    "jiedui.core.ledger",
    "jiedui.core.lake",
    "jiedui.core.plan",
    "jiedui.core.intake",
    "jiedui.jobs",
    "jiedui.demo",
    "jiedui.web",
    "jiedui.api",
    *(f"jiedui.modules.{name}" for name in MODULES),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "jiedui.urls"
WSGI_APPLICATION = "jiedui.wsgi.application"
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DEBUG = flag("JIEDUI_DEBUG")
ALLOWED_HOSTS = [h for h in os.environ.get("JIEDUI_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
REQUIRE_TOTP = flag("JIEDUI_REQUIRE_TOTP")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "static"

SECRET_KEY_FILE = KEYS / "session.key"
