"""Why a file is refused, for people: one Chinese sentence with its remedy for each stable id."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from jiedui.core.words.errors import Refused

SENTENCES = {
    "file.empty": gettext_noop("文件是空的（0 字节）。请确认文件已保存完整后重新上传。"),
    "file.no_values": gettext_noop("文件里没有任何数据。请确认上传的是填好的表格。"),
    "file.too_large": gettext_noop("文件太大，超出一次可读取的范围。请按县区或月份拆成几个文件分别导入。"),
    "file.too_slow": gettext_noop(
        "读取文件用时超过 %(seconds)s 秒，已停止。请用 Excel 或 WPS 另存为新的 .xlsx 文件，或拆小后再试。"
    ),
    "file.too_wide": gettext_noop(
        "工作表“%(sheet)s”在第 %(columns)s 列以后还有内容，超出可读取的列数。请删除右侧多余的列后再上传。"
    ),
    "file.too_many_sheets": gettext_noop("工作簿有 %(sheets)s 张工作表，超出可读取的数量。请只保留要导入的工作表。"),
    "file.zip_bomb": gettext_noop(
        "文件解压后异常庞大，疑似恶意压缩文件，已拒绝。请用 Excel 或 WPS 打开原表另存为新的 .xlsx 文件。"
    ),
    "file.external_entity": gettext_noop(
        "文件中含有外部实体声明，正常的表格不会有，已拒绝。请用 Excel 或 WPS 另存为新的 .xlsx 文件。"
    ),
    "file.password": gettext_noop("文件设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码后重新上传。"),
    "file.macros": gettext_noop("文件含有宏，为安全起见不予读取。请另存为不含宏的 .xlsx 文件后上传。"),
    "file.truncated": gettext_noop("文件不完整，可能在传送中被截断。请向发送人重新索取或重新下载后再上传。"),
    "file.damaged": gettext_noop(
        "文件内容已损坏，无法可靠读取。请用 Excel 或 WPS 打开，确认无误后另存为新的 .xlsx 文件。"
    ),
    "file.binary_workbook": gettext_noop("这是 .xlsb 二进制工作簿，暂不支持。请另存为 .xlsx 文件后上传。"),
    "file.xml_workbook": gettext_noop("这是“XML 电子表格 2003”或网页存档，暂不支持。请另存为 .xlsx 文件后上传。"),
    "file.old_workbook": gettext_noop("这是 Excel 95 或更早版本的表格，暂不支持。请另存为 .xlsx 文件后上传。"),
    "file.not_a_workbook": gettext_noop(
        "文件不是表格（可能是文档、图片或其他文件改了扩展名）。请上传 .xlsx、.xls、.ods 或 .csv 表格。"
    ),
    "file.encoding": gettext_noop("文本文件的编码无法识别。请另存为 UTF-8 编码的 .csv 或 .xlsx 文件后上传。"),
    "file.unreadable": gettext_noop(
        "文件无法读取，读取程序已安全停止。请用 Excel 或 WPS 另存为新的 .xlsx 文件后再试。"
    ),
}


def refusal(id: str, facts: Mapping[str, Any] | None = None) -> Refused:
    """The refusal with this id; an id or facts that do not fit give file.unreadable."""
    try:
        return Refused(id, gettext(SENTENCES[id]) % dict(facts or {}))
    except (KeyError, TypeError, ValueError):
        return Refused("file.unreadable", gettext(SENTENCES["file.unreadable"]))
