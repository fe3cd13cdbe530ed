"""Django's i18n tags, of which {% translate %} remembers what it said: a page holds hundreds of them, always the same words.

The settings let it stand in for Django's own library of that name, so that templates load `i18n` as anywhere.
"""

from typing import Any

from django.template import Context, Library
from django.template.base import FilterExpression, Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters


class Words(i18n.TranslateNode):
    """Fixed words, looked up once in each language."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        if language not in self.said:
            self.said[language] = super().render(context)
        return self.said[language]


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> i18n.TranslateNode:
    """As Django's own; quick where the words and their context stand in the template."""
    node = i18n.do_translate(parser, token)
    words, context = node.filter_expression, node.message_context
    if node.asvar or node.noop or words.filters or not _written(token) or _varies(context):
        return node
    return Words(filter_expression=words, noop=False, asvar=None, message_context=context)


def _written(token: Token) -> bool:
    return token.split_contents()[1][:1] in "\"'"


def _varies(context: FilterExpression | None) -> bool:
    return context is not None and (bool(context.filters) or not isinstance(context.var, str))
