"""The headings of the first ledgers as clerks print them, and how a clean workbook lays them out."""

from dataclasses import dataclass, field

from jiedui.core.declare.registry import registry


@dataclass(frozen=True)
class Sheet:
    """Title and columns of one ledger; `text` columns are stored as text, `groups` join headings under a wider one."""

    ledger: str
    title: str
    headings: tuple[str, ...]
    text: frozenset[str] = frozenset()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    totals: tuple[str, ...] = ()


WORKERS = Sheet(
    "workers",
    "务工人员实名制台账",
    (
        "姓名", "身份证号", "性别", "民族", "户籍县", "乡镇", "村", "联系电话", "人员类别", "就业状态", "就业单位",
        "统一社会信用代码", "行业", "岗位", "就业地", "就业起始时间", "就业截止时间", "月工资(元)", "是否签订劳动合同",
        "是否参加社保", "输转渠道", "最近核查日期", "备注",
    ),
    groups={"户籍地": ("户籍县", "乡镇", "村"), "就业时间": ("就业起始时间", "就业截止时间")},
    totals=("月工资(元)",),
)  # fmt: skip
PROJECTS = Sheet(
    "projects",
    "帮扶项目台账",
    (
        "项目编号", "项目名称", "县", "乡镇", "村", "项目类别", "实施单位", "资金类别", "计划总投资(万元)",
        "协作资金(万元)", "已到县资金(万元)", "计划开工日期", "计划完工日期", "实际开工日期", "实际完工日期",
        "形象进度", "项目状态", "是否重点帮扶县", "备注",
    ),
    totals=("计划总投资(万元)", "协作资金(万元)", "已到县资金(万元)"),
)  # fmt: skip
PAYMENTS = Sheet(
    "payments",
    "资金支付台账",
    ("凭证号", "项目编号", "支付日期", "收款单位", "统一社会信用代码", "金额(元)", "用途", "发票号码", "合同编号"),
    totals=("金额(元)",),
)
HOUSEHOLD_MONTHS = Sheet(
    "household_months",
    "监测户月度台账",
    (
        "户编号", "户主姓名", "户主身份证号", "县", "乡镇", "村", "家庭人口", "户类型", "监测对象类型", "月份",
        "工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出", "合规自付支出",
        "义务教育有保障", "基本医疗有保障", "住房安全有保障", "饮水安全有保障", "务工人数", "风险类型", "备注",
    ),
    groups={"收入": ("工资性收入", "生产经营性收入", "财产性收入", "转移性收入"),
            "支出": ("生产经营性支出", "合规自付支出")},
    totals=("工资性收入", "生产经营性收入", "财产性收入", "转移性收入"),
)  # fmt: skip
SHEETS = {sheet.ledger: sheet for sheet in (WORKERS, PROJECTS, PAYMENTS, HOUSEHOLD_MONTHS)}
# Which heading of each ledger names the county; payments find theirs through the project.
COUNTY_HEADING = {"workers": "户籍县", "projects": "县", "household_months": "县"}


def sheet_of(ledger_id: str) -> Sheet:
    """How a clean workbook of a ledger is laid out: as drawn above, else as it is declared."""
    if ledger_id in SHEETS:
        return SHEETS[ledger_id]
    ledger = registry.ledger(ledger_id)
    return Sheet(ledger_id, ledger.info.title, tuple(column.label for column in ledger.declared))
