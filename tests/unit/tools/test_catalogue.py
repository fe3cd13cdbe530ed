"""What is marked for translation is found wherever Django would look it up, under the very text it looks up."""

from tools.catalogue import of_python, of_template, placeholders, quoted

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext
print(_("登录"), gettext_lazy("导" "入"), translation.gettext("撤销"), ngettext("%d 行", "%d 行行", 2))
print(_(name), _(), other("不译"))
"""
TEMPLATE = """{% load i18n %}
{% translate "查看" %} {% translate "完成 90%" %} {% translate name %}
{% include "x.html" with title=_("标题") %} {{ _("提示")|upper }}
{% blocktranslate with n=rows|length %}共 {{ n }} 行{% endblocktranslate %}
{% blocktranslate trimmed count n=2 %}
  {{ n }} 个
{% plural %}
  {{ n }} 个个
{% endblocktranslate %}
"""


def test_python() -> None:
    assert list(of_python(PYTHON)) == [("登录", ""), ("导入", ""), ("撤销", ""), ("%d 行", "%d 行行")]


def test_template() -> None:
    found = list(of_template(TEMPLATE))
    assert found == [
        ("查看", ""), ("完成 90%%", ""), ("标题", ""), ("提示", ""), ("共 %(n)s 行", ""), ("%(n)s 个", "%(n)s 个个"),
    ]  # fmt: skip


def test_placeholders_and_quotes() -> None:
    assert placeholders("%(at)s 与 {value}，%d 次，100%%") == ["%(at)s", "%d", "{value}"]
    assert quoted('一"二\n三') == '""\n"一\\"二\\n"\n"三"'
