"""Pieces of pages that are kept: what was drawn for one person never shows another's, and what is late is new each time."""

from typing import Any

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation

from jiedui.web.templatetags import kept

PIECES = {
    "who.html": "<b>{{ name }}</b>{% for role in roles %}[{{ role }}]{% endfor %}{{ secret }}{{ user.name }}",
    "form.html": '{% csrf_token %}<input value="{{ next }}">',
    "said.html": "{% load i18n %}{% translate '退出' %}",
    "switch.html": "{% if on %}on{% else %}off{% endif %}",
}


@pytest.fixture
def engine() -> Engine:
    kept._drawn.cache_clear()
    loaders = [("django.template.loaders.locmem.Loader", PIECES)]
    return Engine(loaders=loaders, libraries={"kept": "jiedui.web.templatetags.kept", "i18n": "django.templatetags.i18n"})


def drawn(engine: Engine, tag: str, **context: object) -> str:
    return engine.from_string("{% load kept %}{% kept " + tag + " %}").render(Context(context))


def test_a_piece_shows_what_the_tag_names_and_nothing_else(engine: Engine) -> None:
    tag = '"who.html" name=user.name roles=roles'
    first = drawn(engine, tag, user={"name": "韦<"}, roles=["甲", "乙"], secret="身份证")
    assert first == "<b>韦&lt;</b>[甲][乙]"
    assert drawn(engine, tag, user={"name": "黄"}, roles=["甲"], secret="x") == "<b>黄</b>[甲]"
    assert drawn(engine, tag, user={"name": "韦<"}, roles=["甲", "乙"], secret="身份证") == first
    assert kept._drawn.cache_info().hits == 1 and kept._drawn.cache_info().misses == 2


def test_late_values_are_new_each_time_and_escaped(engine: Engine) -> None:
    tag = '"form.html" late next=where'
    first = drawn(engine, tag, where='/a?b=1&c="><script>', csrf_token="first-token")
    assert 'value="/a?b=1&amp;c=&quot;&gt;&lt;script&gt;"' in first and 'value="first-token"' in first
    second = drawn(engine, tag, where="/z", csrf_token="second-token")
    assert "/a" not in second and "first-token" not in second and 'value="/z"' in second and "second-token" in second
    assert kept._drawn.cache_info().misses == 1


def test_nobody_can_write_the_mark_of_a_late_value(engine: Engine) -> None:
    name = f"韦{kept.EDGE}csrf_token{kept.EDGE}"
    assert "token-of-mine" not in drawn(engine, '"who.html" name=name', name=name, csrf_token="token-of-mine")


def test_each_language_has_its_own_piece(engine: Engine) -> None:
    said = []
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            said.append(drawn(engine, '"said.html"'))
    assert said[0] == said[2] == "退出" and said[1] != said[0]


def test_switches_are_told_apart(engine: Engine) -> None:
    shown = [drawn(engine, '"switch.html" on=on', on=on) for on in (True, False, None, 1, 0, "", "x")]
    assert shown == ["on", "off", "off", "on", "off", "off", "on"]


def test_while_pages_are_made_nothing_is_kept(engine: Engine, settings: Any) -> None:
    settings.DEBUG = True
    drawn(engine, '"switch.html" on=1')
    assert kept._drawn.cache_info().misses == 0


@pytest.mark.parametrize("tag", ["", '"who.html" name', '"who.html" late name'])
def test_a_tag_that_cannot_be_meant_stops_the_page(engine: Engine, tag: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(engine, tag)
