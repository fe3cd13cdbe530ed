"""The sessions of Django in its own table, read by one plain statement: every page reads one."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from jiedui.core.store import ask, moment

_LIVE = f"SELECT session_data FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """As its parent, which writes and ends sessions."""

    def load(self) -> dict[str, Any]:
        found = ask(_LIVE, [self.session_key, moment(timezone.now())])
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0][0])
