"""Finding types: what intake, forms and the API may say about a cell, a row or a file. Ids are stable.

Levels: a warning is shown and never stops anything; a question needs a person's choice; an error refuses its row (or,
for a file, the file). Titles and messages are Chinese like the words of a declaration: reports are kept in Chinese, and
pages say them in the language of their reader.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_noop as _


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"


@dataclass(frozen=True)
class FindingType:
    """One kind of finding. `message` is a template for str.format with {value} and the parameters of the finding."""

    id: str
    level: Level
    title: str | Promise
    message: str | Promise


TYPES: dict[str, FindingType] = {}


def declare_finding(id: str, level: Level, title: str | Promise, message: str | Promise) -> FindingType:
    """Declare a finding type; two types must not share an id."""
    if id in TYPES:
        raise ValueError(f"finding {id!r} is declared twice")
    TYPES[id] = FindingType(id, level, title, message)
    return TYPES[id]


def _declare(level: Level, rows: list[tuple[str, str | Promise, str | Promise]]) -> None:
    for id, title, message in rows:
        declare_finding(id, level, title, message)


_declare(Level.ERROR, [
    ("ledger.unknown", _("没有这个台账"), _("没有名为“{value}”的台账。")),
    ("access.unknown_region", _("没有这个地区"), _("没有代码为“{value}”的地区。")),
    ("import.mode", _("导入方式不对"), _("导入方式只能是 add（增补）或 replace（替换）。")),
    ("system.database", _("数据库没有准备好"), _("数据库还没有建好、版本不符或连接不上，没有导入任何内容。请按提示处理后重试。")),
    ("file.missing", _("打不开文件"), _("打不开文件“{value}”。请核对路径。")),
    ("answers.unreadable", _("回答文件读不出"), _("回答文件应是一个 JSON 对象：{{问题的 key: 选择}}。")),
    ("sheet.no_header", _("找不到表头"), _("在工作表中没有找到与本台账相符的表头。请核对是否选错了台账，或按模板补上表头行。")),
    ("column.missing", _("缺少必填列"), _("表中没有“{label}”列，本台账必须填报。请补上这一列；如果只是列名不同，请指定哪一列是它。")),
    ("value.required", _("必填项为空"), _("“{label}”不能为空，请补填。")),
    ("value.personal_number", _("这里不能填身份证号"), _("“{label}”里填的是居民身份证号，这一列以明文保存，不能填个人证件号码。请改填正确的编号。")),
    ("value.too_long", _("文字过长"), _("“{label}”最多 {limit} 个字，现有 {length} 个字，请精简。")),
    ("value.lost_digits", _("末几位丢失"), _("“{label}”被存成了数字，第 16 位以后已丢失，无法还原。请把该列设为“文本”后重新录入。")),
    ("column.map_unknown", _("对应的列不存在"), _("回答里把“{written}”列对应为“{value}”，本台账没有这一列。请填本台账的列名，或“不导入这一列”。")),
    ("totals.stopped", _("按回答不导入"), _("您已选择不导入这份表：“{label}”的合计与台账相差很大。如要导入，请修改这个回答。")),
    ("cell.formula_error", _("公式出错"), _("单元格公式结果为 {value}，无法采用。请改正公式或直接填写结果。")),
    ("cell.formula_no_value", _("公式没有结果"), _("单元格是公式但文件里没有保存结果，不能当作 0。请用 Excel 或 WPS 打开、保存后再导入，或直接填写结果。")),
    ("cell.two_people", _("一格写了两人"), _("一个单元格里写了不止一人。请每人单独一行。")),
    ("cell.picture", _("单元格是图片"), _("“{label}”里放的是图片，读不出文字。请改为文字填写，图片另作附件上传。")),
    ("number.unreadable", _("不是数字"), _("“{value}”不是可以识别的数字，请改填数字，例如 1234.5。")),
    ("number.not_whole", _("应为整数"), _("“{label}”应填整数（单位：{unit}），现为“{value}”，请核对。")),
    ("number.too_precise", _("小数位过多"), _("“{label}”最多保留 {decimals} 位小数，现为“{value}”，请四舍五入后填写。")),
    ("number.range", _("一格写了两个数"), _("“{value}”是一个范围，只能登记一个数。请填写实际数字；不清楚请留空。")),
    ("number.telephone", _("像是电话号码"), _("“{label}”里填的“{value}”像是手机号，请核对是否填错了列。")),
    ("number.too_large", _("数字过大"), _("“{value}”超出可以登记的范围，请核对单位和位数。")),
    ("number.negative", _("不应为负数"), _("“{label}”不应为负数，现为“{value}”，请核对。")),
    ("date.unreadable", _("日期无法识别"), _("“{value}”不是可以识别的日期，请按 2021-03-15、2021-03 或 2021 填写。")),
    ("date.impossible", _("日期不存在"), _("“{value}”不是一个存在的日期，请核对。")),
    ("date.range", _("一格写了起止两个日期"), _("“{value}”含起止两个日期，请分别填入起始、截止两列。")),
    ("date.future", _("实际日期晚于今天"), _("“{label}”应为已经发生的日期，“{value}”晚于今天。计划日期请填入计划列。")),
    ("date.order", _("起止日期颠倒"), _("“{label}”早于“{other}”，请核对两个日期。")),
    ("month.unreadable", _("月份无法识别"), _("“{value}”不是可以识别的月份，请按 2021-03 填写。")),
    ("resident_id.lost_digits", _("身份证号末几位丢失"), _("身份证号被存成了数字，第 16 至 18 位已丢失，无法还原。请把该列设为“文本”后重新录入。{hint}")),
    ("resident_id.checksum", _("身份证号校验码不对"), _("身份证号最后一位校验码不符，号码可能抄错。请对照证件核对。")),
    ("resident_id.length", _("身份证号位数不对"), _("身份证号应为 18 位（或旧的 15 位），现为 {length} 位，请对照证件核对。")),
    ("resident_id.characters", _("身份证号含有其他字符"), _("身份证号只能由数字和末位的 X 组成，请对照证件核对。")),
    ("resident_id.date", _("身份证号里的出生日期不存在"), _("身份证号第 7 至 14 位不是一个存在的出生日期，请对照证件核对。")),
    ("bank_card.lost_digits", _("银行卡号末几位丢失"), _("银行卡号被存成了数字，末几位已丢失。请把该列设为“文本”后重新录入。")),
    ("bank_card.unreadable", _("银行卡号无法识别"), _("银行卡号应为 8 至 32 位数字，请核对。")),
    ("region.unknown", _("地区无法识别"), _("没有找到名为“{value}”的{level}，请核对名称或改填行政区划代码。")),
    ("region.outside", _("地区不属于上级"), _("“{value}”不属于“{within}”，请核对县、乡镇、村是否填对。")),
    ("code.unknown", _("不在可选范围"), _("“{value}”不在“{label}”的可选范围内。可填：{allowed}。")),
    ("yes_no.unreadable", _("应填是或否"), _("“{value}”不能识别为“是”或“否”，请改填“是”或“否”。")),
    ("reference.unknown", _("找不到所指记录"), _("在{ledger}中没有找到“{value}”。请先登记，或核对编号。")),
    ("attachment.unknown", _("附件没有上传"), _("“{label}”里的文件不是您上传的，没有登记。请先上传文件，再填写。")),
    ("value.masked", _("号码被遮盖"), _("“{label}”是遮盖过的号码（带 *），不能登记。请填写完整号码；不是必填的列也可以删去，原号码不变。")),
    ("row.out_of_scope", _("不在管辖范围"), _("“{value}”不在您可以填报的范围内，请核对所属县、乡镇，或由所属地区填报。")),
    ("row.key_elsewhere", _("编号已被占用"), _("“{value}”已在别处登记，同一编号只能登记一次。请核对编号。")),
])  # fmt: skip

_declare(Level.WARNING, [
    ("sheet.hidden", _("隐藏的工作表"), _("工作表“{value}”是隐藏的，没有导入。如需导入，请取消隐藏。")),
    ("sheet.no_rows", _("只有表头"), _("工作表“{value}”里只有表头，没有数据行。")),
    ("sheet.unused", _("未使用的工作表"), _("工作表“{value}”里没有找到本台账的表头，没有导入。")),
    ("column.repeated", _("重复的列"), _("“{value}”列的内容“{other}”列里都有，只导入后者。")),
    ("column.unknown", _("未识别的列"), _("“{value}”列不属于本台账，没有导入。")),
    ("column.hidden", _("隐藏的列"), _("“{value}”列是隐藏的，已照常导入，请确认内容无误。")),
    ("cell.strikethrough", _("带删除线"), _("这一行有删除线，可能表示作废，已照常读取，请确认。")),
    ("cell.comment", _("带批注"), _("单元格有批注：“{comment}”。批注不会导入，请确认内容已写进单元格。")),
    ("cell.coloured", _("带底色"), _("单元格有底色，颜色的含义不会导入，请确认内容已写进单元格。")),
    ("cell.picture_dropped", _("单元格是图片"), _("“{label}”里放的是图片，未导入。图片请作为附件上传。")),
    ("number.approximate", _("约数"), _("“{value}”是约数，已按 {read} 登记，请尽量填写准确数字。")),
    ("total.mismatch", _("合计与明细不符"), _("表中“{label}”合计为 {value}，按明细相加为 {sum}，请核对。")),
    ("date.maybe_october", _("可能是 10 月"), _("“{value}”可能原为“{other}”（末尾的 0 丢失），已按“{read}”登记，请核对。")),
    ("date.future_start", _("日期晚于今天"), _("“{value}”晚于今天，请确认不是计划日期。")),
    ("resident_id.converted_15", _("15 位旧身份证号"), _("15 位旧号码已换算为 18 位，请对照证件核对。")),
    ("resident_id.disability_card", _("残疾人证号"), _("20 位残疾人证号已拆出前 18 位身份证号，残疾类别和等级为“{grade}”，请核对。")),
    ("resident_id.other_document", _("其他证件"), _("“{value}”不是居民身份证号，已按其他证件登记，取得身份证后请更新。")),
    ("resident_id.sex_differs", _("性别与身份证号不符"), _("身份证号显示为“{expected}”，表中填的是“{value}”，未作改动，请核对。")),
    ("resident_id.birth_differs", _("出生日期与身份证号不符"), _("身份证号显示出生于 {expected}，表中填的是“{value}”，未作改动，请核对。")),
    ("resident_id.name_differs", _("姓名与已登记的不同"), _("该身份证号在本台账登记的姓名与此处不同，请核对是否同一人。")),
    ("phone.unusual", _("电话号码不常见"), _("电话号码位数不对，已照原样登记，请核对。")),
    ("organisation.other_name", _("单位名称与信用代码不符"), _("该信用代码登记的单位是“{known}”，表中写的是“{value}”，已按信用代码登记，请核对。")),
    ("phone.note", _("号码旁有说明"), _("号码旁的“{note}”没有登记，只登记了号码。如有需要，请写在备注里。")),
    ("uscc.checksum", _("统一社会信用代码校验不符"), _("统一社会信用代码“{value}”校验码不符，已照原样登记，请对照营业执照核对。")),
    ("uscc.length", _("统一社会信用代码位数不对"), _("统一社会信用代码应为 18 位，“{value}”有 {length} 位，已照原样登记，请核对。")),
    ("region.old_name", _("旧地名"), _("“{value}”是旧名称或旧代码，已按现在的“{read}”登记。")),
    ("region.unlisted", _("乡镇或村不在名录"), _("在“{within}”没有找到“{value}”，已照原样登记，请核对名称。")),
    ("text.personal_number", _("文字里有个人号码"), _("“{label}”里写有身份证号、手机号或银行卡号，已遮挡为“{value}”后登记。个人号码请填在专门的列里。")),
    ("text.rare_character", _("疑难字"), _("“{label}”里有疑难字{found}，已照原样保留，请核对原名。")),
    ("row.repeated", _("重复的行"), _("这一行与第 {other} 行完全相同，只登记一次。")),
    ("row.rejected", _("按选择未导入"), _("按您的选择，这一行没有导入。")),
    ("workers.two_counties", _("两县重复登记"), _("此人已由其他县登记，统计时只算一人。请与对方核实归属。")),
    ("evidence.missing", _("缺少佐证日期"), _("“{label}”为“{value}”，但没有填写“{other}”，请补填。")),
])  # fmt: skip

_declare(Level.QUESTION, [
    ("column.fuzzy", _("列名相近"), _("“{value}”列是否就是“{label}”？")),
    ("column.twice", _("两列含义相同"), _("“{value}”和“{other}”都像是“{label}”，以哪一列为准？另一列不导入。")),
    ("column.unit", _("列的单位不同"), _("“{value}”列的单位是“{unit}”，本台账的“{label}”按“{expected}”统计，两者含义不同。是否照此导入？")),
    ("column.fill_down", _("空白是否表示同上"), _("“{label}”列有 {count} 个空白，像是“同上”的意思。空白怎样处理？")),
    ("percent.ambiguous", _("百分数写法不明"), _("“{label}”列里的“{value}”是 {low} 还是 {high}？")),
    ("row.hidden", _("隐藏的行"), _("工作表里有 {count} 行被隐藏或被筛选掉，是否一并导入？")),
    ("row.conflict", _("他人改过的行"), _("{actor}于 {at} 修改过这一行，这份表里是另外的内容。请选择以哪个为准。")),
    ("row.duplicate", _("同一编号两次，内容不同"), _("这一行与第 {other} 行是同一{noun}，但内容不同，以哪一行为准？")),
    ("date.ambiguous", _("月和日分不清"), _("“{value}”是 {one} 还是 {other}？请说明“{label}”列的写法，或改填年在前的日期，例如 2021-03-05。")),
    ("number.outlier", _("数值大小反常"), _("“{label}”为 {value}，超出常见范围，数值或单位是否写错？")),
    ("region.misspelt", _("地名有误"), _("没有名为“{value}”的{level}，是否为“{suggestion}”？")),
    ("region.ambiguous", _("同名地区"), _("“{value}”不止一处，请指明是哪一个。")),
    ("cumulative.shrinks", _("累计数变小"), _("“{label}”是累计数，原为 {old}，现为 {value}，累计数不应变小。是否更正？")),
    ("totals.changed", _("总数变化很大"), _("“{label}”合计由 {old} 变为 {value}，变化很大，请说明原因。")),
    ("replace.missing", _("台账里有而表中没有"), _("以本表替换时，台账里有 {count} 行在表中没有，将被删除。{share}是否删除？")),
])  # fmt: skip
