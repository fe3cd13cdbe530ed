"""Why a file is refused, for people: declared as findings, each with its remedy."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from jiedui.core.words.errors import Refused
from jiedui.core.words.findings import TYPES, Level, declare_finding

REFUSALS = [
    ("file.empty", _("空文件"), _("文件是空的（0 字节）。请确认文件已保存完整后重新上传。")),
    ("file.no_values", _("没有数据"), _("文件里没有任何数据。请确认上传的是填好的表格。")),
    ("file.too_large", _("文件过大"), _("文件太大，超出一次可读取的范围。请按县区或月份拆成几个文件分别导入。")),
    (
        "file.too_slow",
        _("读取超时"),
        _("读取文件用时超过 {seconds} 秒，已停止。请用 Excel 或 WPS 另存为新的 .xlsx 文件，或拆小后再试。"),
    ),
    (
        "file.too_wide",
        _("列数过多"),
        _("工作表“{sheet}”在第 {columns} 列以后还有内容，超出可读取的列数。请删除右侧多余的列后再上传。"),
    ),
    (
        "file.too_many_sheets",
        _("工作表过多"),
        _("工作簿有 {sheets} 张工作表，超出可读取的数量。请只保留要导入的工作表。"),
    ),
    (
        "file.zip_bomb",
        _("疑似恶意压缩"),
        _("文件解压后异常庞大，疑似恶意压缩文件，已拒绝。请用 Excel 或 WPS 打开原表另存为新的 .xlsx 文件。"),
    ),
    (
        "file.external_entity",
        _("含外部实体"),
        _("文件中含有实体声明，正常的表格不会有，已拒绝。请用 Excel 或 WPS 另存为新的 .xlsx 文件。"),
    ),
    (
        "file.password",
        _("文件有密码"),
        _("文件设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码后重新上传。"),
    ),
    ("file.macros", _("文件含宏"), _("文件含有宏，为安全起见不予读取。请另存为不含宏的 .xlsx 文件后上传。")),
    (
        "file.truncated",
        _("文件不完整"),
        _("文件不完整，可能在传送中被截断。请向发送人重新索取或重新下载后再上传。"),
    ),
    (
        "file.damaged",
        _("文件损坏"),
        _("文件内容已损坏，无法可靠读取。请用 Excel 或 WPS 打开，确认无误后另存为新的 .xlsx 文件。"),
    ),
    (
        "file.binary_workbook",
        _("二进制工作簿"),
        _("这是 .xlsb 二进制工作簿，暂不支持。请另存为 .xlsx 文件后上传。"),
    ),
    (
        "file.xml_workbook",
        _("XML 电子表格"),
        _("这是“XML 电子表格 2003”或单个文件网页，暂不支持。请另存为 .xlsx 文件后上传。"),
    ),
    (
        "file.old_workbook",
        _("版本过旧"),
        _("这是 Excel 95 或更早版本的表格，暂不支持。请另存为 .xlsx 文件后上传。"),
    ),
    (
        "file.not_a_workbook",
        _("不是表格"),
        _("文件不是表格（可能是文档、图片或其他文件改了扩展名）。请上传 .xlsx、.xls、.ods 或 .csv 表格。"),
    ),
    (
        "file.encoding",
        _("编码无法识别"),
        _("文本文件的编码无法识别。请另存为 UTF-8 编码的 .csv 文件或 .xlsx 文件后上传。"),
    ),
    (
        "file.unreadable",
        _("无法读取"),
        _("文件无法读取，读取程序已安全停止。请用 Excel 或 WPS 另存为新的 .xlsx 文件后再试。"),
    ),
]
for id, title, message in REFUSALS:
    declare_finding(id, Level.ERROR, title, message)


def refusal(id: str, facts: Mapping[str, Any] | None = None) -> Refused:
    """The refusal with this id; an id or facts that do not fit give file.unreadable."""
    try:
        return Refused(id, str(TYPES[id].message).format(**(facts or {})))
    except (KeyError, IndexError, TypeError, ValueError):
        return Refused("file.unreadable", str(TYPES["file.unreadable"].message))
