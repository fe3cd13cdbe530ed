"""Refusals of the ledgers in the language of their reader.

The floors below write what they refuse in plain Chinese, for the command line and the API as well. Pages tell it again
by the sentences here; tests/house/test_translations.py checks that none is missing.
"""

from django.utils.translation import gettext_noop as _

from jiedui.core.words.errors import JieduiError
from jiedui.core.words.saying import in_chinese, listed, said
from jiedui.web.retelling import taken_apart

SENTENCES = (
    _("没有名为“{id}”的台账。可用的台账：{known}。"),
    _("没有编号为“{id}”的指标。"),
    _("没有名为“{id}”的流程。"),
    _("没有找到这个账户。"),
    _("账户余额刚被他人改动，没有写入任何内容。请重试。"),
    _("没有找到这条记录。"),
    _("没有找到这次导入。"),
    _("文件是空的，请重新选择文件。"),
    _("附件最大 {size} MB，请压缩或拆分后再上传。"),
    _("这条记录没有这个附件。"),
    _("文件里带有宏，不能上传。请另存为不带宏的格式，或打印成 PDF。"),
    _("这种文件不能作附件，或文件已损坏。可以上传{title}。"),
    _("一条记录最多 {size} 个附件。请先删除不用的。"),
    _("这份文件没有读出内容，没有可以退回的表。请先重新核对。"),
    _("“{title}”没有这些字段：{known}。"),
    _("导入方式只能是 add（增补）或 replace（替换）。"),
    _("同一请求正在处理或已经处理，请刷新后查看结果。"),
    _("这份文件已经处理完毕，不能再次预览。请重新上传。"),
    _("核对期间，这份文件已由他人处理。请刷新后查看结果。"),
    _("这份文件已经处理完毕，不能再回答问题。"),
    _("请先预览这份文件，再导入。"),
    _("这次导入没有写入内容，或已经撤销，不能撤销。"),
    _("缺少编号或所属县（{words}），没有写入任何内容。"),
    _("“{place}”不在您可以填报的范围内，没有写入任何内容。"),
    _("“{title}”的编号或所属县为空，没有写入任何内容。"),
    _("“{title}”指向不存在的记录，没有写入任何内容。"),
    _("记录已有关联的{words}，不能改到别的县。请先处理关联记录。"),
    _("您打开之后，他人已修改了这条记录。请重新打开，看清差别后再保存。"),
    _("您打开之后，他人已修改了这条记录。请重新打开，看清差别后再删除。"),
    _("这条{title}已经登记过，请直接修改原记录。"),
    _("同一编号已在别处登记，请核对编号。"),
    _("{words}中已有记录引用这些{title}，不能删除。请先处理引用它们的记录。"),
    _(
        "这次导入的 {size} 行中，有 {changed} 行后来又被修改或删除，不能整批撤销。请先撤销后来的导入，或在记录页逐条更正。"
    ),
    _("“{place}”不在您可以处理的范围内，没有撤销任何内容。"),
    _("撤销操作本身不能再撤销，请重新导入原文件。"),
    _("没有编号为“{id}”的预警规则。"),
)


ON_PAGES = {
    "ledger.unknown": _("没有这个台账，请从菜单重新选择。"),
    "indicator.unknown": _("没有这个指标，请从指标页重新选择。"),
}
"""Refusals that name internal ids, for who writes programs; on a page they say what to do there."""


def told(refusal: JieduiError) -> str:
    """What a refusal says, in the reader's language."""
    if refusal.id in ON_PAGES:
        return said(ON_PAGES[refusal.id])
    message = str(refusal)
    if in_chinese():
        return message
    for sentence in SENTENCES:
        found = taken_apart(sentence, message)
        if found is not None:
            return said(sentence).format(**{name: _parameter(name, text) for name, text in found.items()})
    return said(message)


def _parameter(name: str, text: str) -> str:
    """`words` are declared words in a row, `title` is one; the others are what somebody wrote, and numbers."""
    if name == "words":
        return listed(said(word) for word in text.split("、"))
    return said(text) if name == "title" else text
