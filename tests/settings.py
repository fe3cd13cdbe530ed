"""Settings for the tests: a data folder of their own that vanishes, and cheap passwords. See tests/README.md."""

import atexit
import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path

# Never the developer's own data, whatever the shell exports; a child process finds the same folder.
_folder = Path(tempfile.mkdtemp(prefix="jiedui-tests-"))
_owner = os.getpid()
atexit.register(lambda: os.getpid() == _owner and shutil.rmtree(_folder, ignore_errors=True))
os.environ["JIEDUI_DATA"] = str(_folder)
for _name in ("JIEDUI_KEYS", "JIEDUI_HOSTS", "JIEDUI_HTTPS", "JIEDUI_REQUIRE_TOTP", "JIEDUI_CRYPTO", "JIEDUI_DEBUG", "JIEDUI_ENGINE", "JIEDUI_LAKE"):
    os.environ.pop(_name, None)
if not os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
    os.environ.pop("DATABASE_URL", None)

from jiedui.settings import *  # noqa: E402, F403
from jiedui.settings import DATA, DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

SECRET_KEY = "only-for-tests"
# A module as docs/how-to/add-a-module.md shows it; only the tests know it.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.toy"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
UNSIGNED_PAYMENTS = True  # most tests are of other things; tests/integration/flows try it as shipped
MONEY_SECONDS = TODO_SECONDS = 0  # tests make rows without events of the trail
HAND_IN_FROM = dt.date(2020, 1, 1)  # tests ask on days of 2021; the trail is of today
LOAD_ON_MIGRATE: list[str] = []
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and child processes see it as in production. Not synced: nobody cuts the power here
    # (tests/faults start real processes with the real settings).
    _options = dict(DATABASES["default"]["OPTIONS"])  # type: ignore[call-overload]
    # What asks for no order gets the other one: PostgreSQL promises none, and only now and then shows it.
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF") + ";PRAGMA reverse_unordered_selects=ON"
    DATABASES["default"] |= {"OPTIONS": _options, "TEST": {"NAME": str(DATA / "test.sqlite3")}}
