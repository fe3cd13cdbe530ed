"""Sessions read by a plain statement: what Django's own would find, and nothing that is over."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from jiedui.web.sessionstore import SessionStore

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def kept() -> str:
    session = SessionStore()
    session["county"] = "450124"
    session.save()
    assert session.session_key
    return session.session_key


def test_it_reads_what_its_parent_reads() -> None:
    key = kept()
    assert dict(SessionStore(key).items()) == dict(db.SessionStore(key).items()) == {"county": "450124"}


@pytest.mark.parametrize("seconds", [0, 1, 3600])
def test_what_is_over_is_not_read(seconds: int) -> None:
    key = kept()
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=seconds))
    session = SessionStore(key)
    assert not session.items() and session.session_key is None, "the key of a session that is over is not taken up again"


def test_what_never_was_or_was_altered_is_nothing() -> None:
    assert not SessionStore("k" * 32).items()
    key = kept()
    Session.objects.filter(pk=key).update(session_data="altered")
    assert not SessionStore(key).items()
