"""What an export holds goes in again as the same, whatever the kind of column and of file."""

import pytest

from jiedui.core.declare.registry import registry
from jiedui.core.intake.books.exporting import export_workbook
from jiedui.core.intake.values import AS_IS
from jiedui.core.trail.operations import SYSTEM
from tests.integration.intake.grids import ALL, country, listed, put
from tests.workbooks.draft import Row, people, some_months, some_payments, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
__all__ = ["country"]

ODD = [
    "=1+1",
    "-5",
    "+86 说明",
    "@all",
    '="045"',
    "- 一\n- 二",
    "无",
    "=SUM(A1:A3)，合计",
    '3,5、“引号”"x"',
    "0012",
    "2021-03",
    "1.50",
]
DATES = ["2021", "2021-03", "2021-03-15", None, "2021.10", "2021-10"]


def workers() -> list[Row]:
    rows = people(12)
    for at, row in enumerate(rows):
        row |= {
            "备注": ODD[at],
            "岗位": ODD[-1 - at].replace("\n", " "),
            "就业起始时间": DATES[at % 6],
            "就业截止时间": None,
        }
        row |= {"人员类别": ["脱贫人口、易地搬迁", "监测对象", None][at % 3], "行业": ["农业", "A01", "餐饮业"][at % 3]}
        row |= {"就业地": ["深圳市福田区", "广西", "马山县", "广东省"][at % 4], "是否参加社保": "√×"[at % 2]}
        row["月工资(元)"] = [4000.05, 0, None, 3999.9, "0.45万"][at % 5]
    rows[0]["联系电话"] = f"{rows[1]['联系电话']}、0776-2821234"
    rows[1] |= {"姓名": "=王小=", "民族": "汉族", "乡镇": "未列镇", "村": "某某村"}
    rows[2] |= {"姓名": "买买提·艾力", "就业单位": "=达利公司", "统一社会信用代码": None}
    rows[3] |= {"身份证号": "H12345678", "性别": None, "就业单位": None, "统一社会信用代码": None}
    return rows


def projects() -> list[Row]:
    rows = some_projects(8)
    shares = ["120%", "50%", "0.5%", "1%", "100%", "0%", None, "33.33%"]
    for row, share in zip(rows, shares, strict=True):
        row |= {"形象进度": share, "实际完工日期": "2021-09" if share == "100%" else None}
    rows[0] |= {"项目名称": "=产业路", "计划总投资(万元)": 300.000001, "协作资金(万元)": 0.5, "计划开工日期": "2021"}
    rows[1] |= {"项目编号": "-A-1", "计划总投资(万元)": None, "协作资金(万元)": 1234567.89, "计划开工日期": "2021-04"}
    return rows


def gardens() -> list[Row]:
    more = ["6217001234567890123", "62170012345678", None, "00012345678"]
    return [
        {"庭院编号": f"000{at}", "户主姓名": "韦一", "县": "隆安县", "乡镇": "城厢镇", "所属项目": "-A-1", "面积(亩)": [1.25, 0.3, None, 7][at],
         "种养品种": ["蔬菜、水果", "家禽", None, "蔬菜、中药材、家禽"][at], "分红比例": ["50%", "100%", "0.25%", None][at],
         "收款卡号": more[at]}
        for at in range(4)
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_kind_of_column_comes_back_as_it_was(kind: str) -> None:
    made = {
        "workers": workers(), "projects": projects(), "payments": some_payments(3), "household_months": some_months(2, 3),
        "gardens": gardens(),
    }  # fmt: skip
    for ledger, rows in made.items():
        asked = put(ledger, listed(rows), dry_run=True).finding_dicts()
        assert not [one for one in asked if one["level"] == "error"]
        answers = {one["key"]: AS_IS for one in asked if one["id"] == "number.outlier"}
        assert put(ledger, listed(rows), answers=answers).rows["new"] == len(rows)
    for ledger, rows in made.items():
        declared = registry.ledger(ledger)
        data = export_workbook(declared, ALL, actor=SYSTEM, reason="核对导出", kind=kind)
        asked = put(ledger, data, f"导出.{kind}", dry_run=True).finding_dicts()
        odd = {one["key"]: AS_IS for one in asked if one["id"] == "number.outlier"}
        for mode in ("add", "replace"):
            again = put(ledger, data, f"导出.{kind}", mode=mode, answers=odd)
            told = [one for one in again.finding_dicts() if one["level"] != "warning"]
            assert not told and again.changes == [], (ledger, told, again.changes)
            assert again.rows["same"] == len(rows) and again.rows["missing"] == 0
