"""Composition root: the only list of modules, and every setting that the environment can change.

Environment: JIEDUI_DATA (folder of database, files, lake and keys), JIEDUI_KEYS (keys elsewhere), DATABASE_URL
(postgres://… or sqlite:///path), JIEDUI_HOSTS (comma separated), JIEDUI_HTTPS (behind a proxy that speaks https),
JIEDUI_PROXIES (addresses of trusted proxies), JIEDUI_REQUIRE_TOTP, JIEDUI_CRYPTO (aes or sm), JIEDUI_DUE_DAY and
JIEDUI_HAND_IN_FROM (of handing in), JIEDUI_UNSIGNED_PAYMENTS, JIEDUI_SIGN_TOTP, JIEDUI_DEBUG.
"""

import datetime as dt
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("JIEDUI_DATA") or ROOT / "data").resolve()
KEYS = Path(os.environ.get("JIEDUI_KEYS") or DATA / "keys")
FILES = DATA / "files"
LAKE = Path(os.environ.get("JIEDUI_LAKE") or DATA / "lake").resolve()
ENGINE = os.environ.get("JIEDUI_ENGINE", "")  # spark://host:port computes figures and rules on a cluster
ENGINE_PARTITIONS = int(os.environ.get("JIEDUI_ENGINE_PARTITIONS") or 16)  # parts into which the cluster sorts rows
BUILD = Path(os.environ.get("JIEDUI_BUILD") or ROOT / ".build")
PLAN = Path(os.environ.get("JIEDUI_PLAN") or ROOT / "plans" / "shenzhen-2021").resolve()


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def day(name: str) -> dt.date | None:
    """A day (2021-03-15) or the first of a month (2021-03) from the environment; None where it is not set."""
    text = os.environ.get(name, "").strip()
    try:
        return dt.date.fromisoformat(f"{text}-01" if len(text) == 7 else text) if text else None
    except ValueError:
        raise SystemExit(f"环境变量 {name} 的值“{text}”不是日期。请填写如 2021-03-15 或 2021-03，或不设置。") from None


def session_key(file: Path) -> str:
    """The web server's secret. Before `jiedui migrate` has made the keys, one that lasts as long as the process."""
    return file.read_text().strip() if file.is_file() else secrets.token_urlsafe(48)


def database(url: str) -> dict[str, Any]:
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
        # Each thread of the server keeps its connection: opening one costs a page a tenth of its time.
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # A power cut must not lose an acknowledged row: FULL. A writer must wait, not fail: IMMEDIATE + timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 120,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;",
        },
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}

MODULES = [
    "labour",
    "projects",
    "households",
    "pairing",
    "governance",
    "talent",
    "villages",
    "industry",
    "consumption",
    "society",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "jiedui.web",  # before allauth, so that our pages stand in for its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "jiedui.core.vault",
    "jiedui.core.trail",
    "jiedui.core.places",
    "jiedui.core.access",
    "jiedui.core.people",
    "jiedui.core.ledger",
    "jiedui.core.accounts",
    "jiedui.core.lake",
    "jiedui.core.indicators",
    "jiedui.core.plan",
    "jiedui.core.alerts",
    "jiedui.core.submissions",
    "jiedui.core.flows",
    "jiedui.core.intake",
    "jiedui.jobs",
    "jiedui.demo",
    "jiedui.api",
    *(f"jiedui.modules.{name}" for name in MODULES),
]

MIDDLEWARE = [
    "jiedui.web.proxies.ProxyMiddleware",  # first: all others see the client's address
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jiedui.web.middleware.SteadyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jiedui.web.middleware.LanguageMiddleware",
    "jiedui.web.uploads.UploadMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jiedui.web.middleware.RefusalMiddleware",
    "jiedui.web.middleware.SignInMiddleware",
    "jiedui.web.people.seeing.SeeAsMiddleware",  # after it: the session stays that of whoever looks
    "axes.middleware.AxesMiddleware",
]
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # the i18n below stands in for Django's on purpose
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiedui.web.context.page",
            ],
            "libraries": {"i18n": "jiedui.web.i18n"},  # in place of Django's own
        },
    }
]
ROOT_URLCONF = "jiedui.urls"
WSGI_APPLICATION = "jiedui.wsgi.application"
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DEBUG = flag("JIEDUI_DEBUG")
HTTPS = flag("JIEDUI_HTTPS")
ALLOWED_HOSTS = [h for h in os.environ.get("JIEDUI_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
PROXIES = [p for p in os.environ.get("JIEDUI_PROXIES", "").split(",") if p.strip()]
REQUIRE_TOTP = flag("JIEDUI_REQUIRE_TOTP")

# Sign-in
SESSION_ENGINE = "jiedui.web.sessionstore"
SECRET_KEY_FILE = KEYS / "session.key"
SECRET_KEY = session_key(SECRET_KEY_FILE)
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "jiedui.web.signin.AccountAdapter"
# axes locks out by username and address; this bounds guesses from many addresses, and guesses of the second factor.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "10/15m/key"}
MFA_ADAPTER = "jiedui.web.signin.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "结对"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "jiedui.web.signin.attempt_name"  # keyed hash: what was typed may be anything
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address", "csrfmiddlewaretoken"]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the lock-out ends when the page said it would
AXES_LOCKOUT_CALLABLE = "jiedui.web.signin.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # successful sign-ins are in the trail
AXES_VERBOSE = False

# What a browser may do with our pages
SESSION_COOKIE_AGE = int(float(os.environ.get("JIEDUI_SESSION_HOURS") or 8) * 3600)  # seconds from sign-in to sign-out
SESSION_IDLE = int(os.environ.get("JIEDUI_IDLE_MINUTES") or 30) * 60  # seconds without a request until sign-out
SEE_AS_MINUTES = int(os.environ.get("JIEDUI_SEE_AS_MINUTES") or 15)  # how long one looks as another person
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [f"https://{h.lstrip('.')}" for h in ALLOWED_HOSTS if HTTPS and h != "*"]
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
# An upload stays in memory until intake has sealed it: a temporary file would be a plain copy on the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 200 * 1024 * 1024

# Language
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [BUILD / "locale"]  # compiled by set-up from locale/
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Static files: set-up bundles assets/ into .build/assets and collects everything, hashed and compressed
STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [path for path in [BUILD / "assets", BUILD / "map"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Shared by the server's processes: rate limits and progress of jobs. Nothing personal goes in here.
CACHES = {
    "default": {
        "BACKEND": "jiedui.core.store.shelf.Shelf",
        "LOCATION": DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
# Ledgers are owed for periods that end on this day or later; not set: since the first event of the trail
HAND_IN_FROM = day("JIEDUI_HAND_IN_FROM")
DUE_DAY = int(os.environ.get("JIEDUI_DUE_DAY") or 10)  # ledgers are handed in by this day of the month after their period
UNSIGNED_PAYMENTS = flag("JIEDUI_UNSIGNED_PAYMENTS")  # payments may be recorded for projects that nobody has approved
SIGN_TOTP = flag("JIEDUI_SIGN_TOTP")  # who signs must have a second factor; else the password, where none is set up
MONEY_SECONDS = 60  # so long a process remembers sums of money, unless the trail grows (projects.money.kept)
TODO_SECONDS = 30  # so long a process remembers what waits for a user, unless the trail grows (web.todo)
EXPORT_DAYS = int(os.environ.get("JIEDUI_EXPORT_DAYS") or 7)  # an export made in the background is kept so long
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# What `jiedui migrate` loads after the tables are there; each command changes nothing when run again
LOAD_ON_MIGRATE = ["load_places", "load_plan", "book_rows"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "jiedui.jobs.logs.PlainFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "jiedui": {"level": "INFO"},
    },
}
