"""Sample workbooks that a new user can try at once: clean, messy and hostile, with a README beside them.

They hold invented people only, but with plain ID numbers; so they never belong into the data folder, where no plain
number may be. The command writes them to the folder `samples` beside the project unless told otherwise.
"""

import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from jiedui.demo.geography import LAST_DAY, County, share_out
from jiedui.demo.hostile import HOSTILE, PASSWORD
from jiedui.demo.messy import ERROR, OK, QUESTION, WARNING, MessyBook, Note
from jiedui.demo.series import SAMPLES
from jiedui.demo.workbook import Style, write_ledger_workbook
from jiedui.demo.world import World

Row = dict[str, Any]
COUNTY = "451022"  # 田东县
README = "README-样例说明.md"
PAYMENTS = 72  # about so many in their sample
NAMES = {
    "workers": "务工人员台账",
    "projects": "帮扶项目台账",
    "payments": "资金支付台账",
    "household_months": "监测户月度台账",
}
MESSY_STYLE = Style(title=True, corner="填报时间：2021年12月31日", serials=True, groups=True, totals=True, footer=True)


def sample_workbooks(folder: Path, counties: Sequence[County], seed: int = 1, projects: int = 400) -> list[Path]:
    """Write the samples of one county and their README into `folder`; returns the files written. Those of payments only where
    the demonstration of `seed` and so many `projects` has something left to pay there."""
    county = next((c for c in counties if c.code == COUNTY), counties[0])
    held = sample_rows(county, seed, World(counties, seed=seed, workers=1, households=1, months=1, projects=projects))
    files: dict[str, bytes] = {}
    notes: dict[str, list[Note]] = {}
    for ledger, name in NAMES.items():
        rows = held[ledger]
        if not rows:
            continue
        files[f"规范/{name}-{county.name}-规范.xlsx"] = _workbook(ledger, rows, Style())
        files[f"规范/{name}-{county.name}-带表头.xlsx"] = _workbook(ledger, rows, MESSY_STYLE)
        messy = f"杂乱/{name}-{county.name}-杂乱.xlsx"
        book = MESSES[ledger](rows, county)
        files[messy], notes[messy] = book.bytes(), book.notes
    for name, make in HOSTILE.items():
        files[f"应被拒绝/{name}"] = make()
    files[README] = readme(notes, county).encode()
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return [folder / name for name in files]


def sample_world(county: County, seed: int = 1) -> World:
    """What the samples hold: nothing that the demonstration of the same county holds, on top of which they are tried."""
    return World([county], seed=seed + 1000, workers=300, households=40, months=12, projects=24, series=SAMPLES)


def sample_rows(county: County, seed: int, demonstrated: World) -> dict[str, list[Row]]:
    """The rows of the samples of each ledger. Payments are of the demonstration's projects, since nothing is paid for a project
    that both sides have not signed."""
    world = sample_world(county, seed)
    return {ledger: world.rows(ledger) for ledger in NAMES if ledger != "payments"} | {
        "payments": sample_payments(county, demonstrated)
    }


def sample_payments(county: County, demonstrated: World) -> list[Row]:
    """Further payments of the county's running projects: half of what has arrived and is not paid yet."""
    paid: dict[str, list[Row]] = {}
    for row in dict(demonstrated.by_county("payments"))[county.code]:
        paid.setdefault(row["项目编号"], []).append(row)
    rows: list[Row] = []
    projects = [row for row in dict(demonstrated.by_county("projects"))[county.code] if row["项目编号"] in paid]
    for project in projects:
        before = paid[project["项目编号"]]
        left = round(project["已到县资金(万元)"] * 1_000_000) - sum(round(row["金额(元)"] * 100) for row in before)
        parts = share_out(left // 2, list(islice(cycle((3.0, 2.0, 4.0)), -(-PAYMENTS // len(projects)))))
        rows += [
            {name: before[-1].get(name) for name in ("项目编号", "收款单位", "统一社会信用代码", "合同编号")} | {"金额(元)": fen / 100}
            for fen in parts if fen > 0
        ]  # fmt: skip
    return [
        {
            "凭证号": f"{county.code}-{LAST_DAY:%Y%m}-{SAMPLES.mark}{number:04d}",
            "支付日期": LAST_DAY - timedelta(days=10 - 10 * number // len(rows)),
            "用途": "工程进度款",
            "发票号码": f"{SAMPLES.invoices[0] + 37 * number:08d}",
        }
        | row
        for number, row in enumerate(rows, 1)
    ]


def _workbook(ledger: str, rows: Sequence[Row], style: Style) -> bytes:
    buffer = io.BytesIO()
    write_ledger_workbook(buffer, ledger, rows, style)
    return buffer.getvalue()


def _full(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def messy_workers(rows: Sequence[Row], county: County) -> MessyBook:
    """Sixty workers, about every second row with a fault."""
    # Rows with an employer and a 20th-century birth have everything that the faults below spoil.
    rows = [r for r in rows if r.get("就业单位") and r["身份证号"][6:8] == "19" and "就业截止时间" not in r][:60]
    b = MessyBook("workers", rows, MESSY_STYLE)
    ids = [str(row["身份证号"]) for row in rows]
    wrong = ids[9][:17] + ("0" if ids[9][17] != "0" else "1")
    b.put(0, "身份证号", float(ids[0][:17] + "0"), 1, "身份证号存成数字，末几位丢失", ERROR, shape="0.00E+00")
    b.put(1, "身份证号", _full(" " + ids[1][:6] + " " + ids[1][6:]), 2, "全角、有空格", OK)
    b.put(2, "身份证号", "'" + ids[2].lower(), 2, "前面多一个撇号", OK)
    b.put(3, "身份证号", ids[3][:6] + ids[3][8:17], 3, "15 位旧号", WARNING)
    b.put(4, "身份证号", ids[4] + "43", 4, "20 位残疾人证号", WARNING)
    b.put(5, "性别", "女" if rows[5]["性别"] == "男" else "男", 6, "性别与身份证号不符", WARNING)
    b.put(6, "联系电话", int(rows[6]["联系电话"]), 7, "电话存成数字", OK, shape="0")
    b.put(7, "联系电话", f"{rows[7]['联系电话']}、{rows[8]['联系电话']}", 8, "一格两个电话", OK)
    b.put(9, "身份证号", wrong, 2, "身份证号校验码不对", ERROR)
    b.put(10, "就业截止时间", "至今", 24, "截止时间写“至今”", OK)
    b.put(11, "就业起始时间", "2021-02-30", 24, "日期不存在", ERROR)
    b.put(12, "就业起始时间", "2021.3", 21, "只写到月", OK)
    b.put(13, "就业起始时间", 2021.1, 22, "“2021.10”被存成 2021.1", WARNING)
    b.put(14, "就业起始时间", "21年3月", 21, "两位年份", OK)
    b.put(15, "户籍县", county.short, 25, "县名写简称", OK)
    b.put(16, "户籍县", county.name[:-1] + "具", 25, "县名写错字", QUESTION)
    name = str(rows[17]["姓名"])
    b.put(17, "姓名", name[0] + "\u3000" + name[1:], 27, "姓名中间有空格", OK)
    b.put(18, "姓名", str(rows[18]["姓名"]) + "\ue863", 28, "姓名有自造字", WARNING)
    b.put(19, "民族", str(rows[19]["民族"]).removesuffix("族"), 29, "民族少写“族”", OK)
    b.put(20, "性别", 1 if rows[20]["性别"] == "男" else 2, 29, "性别写代码", OK)
    b.put(21, "月工资(元)", "=5000-500", 33, "公式没有保存结果", ERROR)
    b.put(22, "月工资(元)", "#REF!", 33, "公式出错 #REF!", ERROR)
    b.strike(23, "姓名")
    b.colour(24, "月工资(元)")
    b.comment(25, "就业单位", "已换厂，待核实")
    b.put(26, "就业单位", f"{rows[26]['就业单位']}\u200b\n\u00a0", 35, "有换行和看不见的字符", OK)
    b.put(27, "姓名", f"{rows[27]['姓名']}、{rows[28]['姓名']}", 36, "一格写了两个人", ERROR)
    b.put(29, "月工资(元)", "约4500", 17, "约数", WARNING)
    b.put(30, "月工资(元)", "4,500元", 17, "带千分号和单位", OK)
    b.put(31, "月工资(元)", "0.45万", 17, "写“万”", OK)
    b.put(32, "月工资(元)", 480000, 16, "大小反常，可能多写了零", QUESTION)
    b.put_text(33, "备注", "=工资按计件", 46, "文字以等号开头", OK)
    b.put(34, "就业截止时间", "—", 20, "空白写成“—”", OK)
    b.put(35, "联系电话", "无", 20, "空白写成“无”", OK)
    b.copy(36, 37)
    b.copy(38, 39, {"岗位": "司机", "月工资(元)": 6100})
    b.put(40, "统一社会信用代码", str(rows[40]["统一社会信用代码"])[:17] + "0", 2, "信用代码校验位不对", WARNING)
    b.hide_row(41)
    b.put(42, "备注", '=_xlfn.DISPIMG("ID_0A1B2C3D4E5F",1)', 39, "插入的是 WPS 单元格图片", WARNING)
    b.put(43, "是否参加社保", "√", 29, "用“√”表示是", OK)
    b.put(44, "就业起始时间", 44197, 23, "日期显示为序号 44197", OK, shape="General")
    b.put(45, "人员类别", "脱贫户，易地搬迁", 29, "一格两类，用别称", OK)
    b.rename("联系电话", "联系方式")
    b.extra_column("微信号", ["wx0001", "wx0002"])
    b.hidden_sheet()
    return b


def messy_projects(rows: Sequence[Row], county: County) -> MessyBook:
    """Projects with mixed units, plans in the columns of facts, and percentages of every kind."""
    started = sorted(rows, key=lambda row: "实际完工日期" not in row)
    b = MessyBook("projects", started, MESSY_STYLE)
    b.put(0, "协作资金(万元)", float(started[0]["协作资金(万元)"]) * 10_000, 16, "误按元填写", QUESTION)
    b.put(1, "协作资金(万元)", "约100", 17, "约数", WARNING)
    b.put(2, "计划总投资(万元)", f"{started[2]['计划总投资(万元)']:,}万元", 17, "带单位", OK)
    b.put(3, "实际完工日期", date(2099, 6, 30), 44, "把计划日期填进实际日期", ERROR, shape="yyyy-mm-dd")
    b.put(4, "形象进度", 0.9, 19, "百分数单元格 90%", OK, shape="0%")
    b.put(5, "形象进度", "已完成", 19, "进度写成文字", ERROR)
    b.put(6, "计划开工日期", "2021.3-2021.9", 24, "一格写起止两个日期", ERROR)
    b.put(7, "实际开工日期", "202104", 21, "六位年月", OK)
    b.put(8, "县", county.name[:-1] + "具", 25, "县名写错字", QUESTION)
    b.put(9, "项目类别", "产业协作", 29, "类别用别称", OK)
    b.put(10, "资金类别", "银行贷款", 29, "资金类别不在可选范围", ERROR)
    b.put(11, "乡镇", "青竹坪乡", 25, "没有这个乡镇", WARNING)
    b.copy(12, 13, {"协作资金(万元)": 88.8})
    b.put(14, "已到县资金(万元)", "#VALUE!", 33, "公式出错", ERROR)
    b.rename("县", "县（市、区）")
    b.hidden_sheet()
    return b


def messy_payments(rows: Sequence[Row], county: County) -> MessyBook:
    """Payments: an unknown project, one too large, amounts as text."""
    rows = rows[:60]
    b = MessyBook("payments", rows, MESSY_STYLE)
    b.put(0, "项目编号", f"{county.code}-2021-999", 41, "项目台账里没有这个项目", ERROR)
    # The last of its project: every later one would be doubted too.
    b.put(len(rows) - 1, "金额(元)", 990_000_000, 16, "支付超过已到县资金，大小也反常", QUESTION)
    b.put(2, "金额(元)", f"{rows[2]['金额(元)'] / 10_000:.2f}万", 17, "写“万”", OK)
    b.put(3, "金额(元)", "1,234.50", 17, "数字存成文字，带千分号", OK)
    b.put(4, "支付日期", "2021年5月", 21, "只写到月", OK)
    b.put(5, "支付日期", "2021/13/01", 24, "日期不存在", ERROR)
    b.put(6, "发票号码", 98765432, 7, "发票号码存成数字", OK, shape="0")
    b.put(7, "统一社会信用代码", _full(str(rows[7]["统一社会信用代码"])), 2, "信用代码全角", OK)
    b.copy(8, 9)
    b.copy(10, 11, {"用途": "设备采购款"})
    b.put(12, "金额(元)", None, 20, "金额空白", "按空白导入，不当作 0")
    return b


def messy_households(rows: Sequence[Row], county: County) -> MessyBook:
    """Households by month: cells merged down a household, numbers in words, blanks of every kind."""
    rows = rows[:72]
    b = MessyBook("household_months", rows, MESSY_STYLE)
    same = next(i for i, row in enumerate(rows) if row["户编号"] != rows[0]["户编号"])
    for heading in ("户编号", "户主姓名", "户主身份证号"):
        column = b.columns[heading]
        b.ws.merge_cells(start_row=b.first, end_row=b.first + same - 1, start_column=column, end_column=column)
    b.note(0, "户编号", 11, f"第 {b.first} 至 {b.first + same - 1} 行同一户合并单元格", OK)
    b.put(same, "家庭人口", "三", 18, "中文数字", OK)
    b.put(same + 1, "家庭人口", "4人", 17, "带单位", OK)
    b.put(same + 2, "工资性收入", "约3000", 17, "约数", WARNING)
    b.put(same + 3, "转移性收入", "\\", 20, "空白写成“\\”", "按空白导入，不当作 0")
    b.put(same + 4, "合规自付支出", "5000余元", 17, "约数", WARNING)
    b.put(same + 5, "月份", str(rows[same + 5]["月份"]).replace("-", "."), 21, "月份写法不同", OK)
    b.put(same + 6, "月份", "2021年13月", 24, "月份不存在", ERROR)
    b.put(same + 7, "户类型", "建档立卡户", 29, "户类型用旧称", OK)
    b.put(same + 8, "义务教育有保障", "基本", 29, "不是“是”或“否”", ERROR)
    b.put(same + 9, "饮水安全有保障", "√", 29, "用“√”表示是", OK)
    b.strike(same + 10, "户主姓名")
    b.put(same + 13, "户主身份证号", float(str(rows[same + 13]["户主身份证号"])[:17] + "0"), 1, "身份证号存成数字", ERROR,
          shape="0")  # fmt: skip
    b.hidden_sheet("2020年")
    return b


MESSES: dict[str, Callable[[Sequence[Row], County], MessyBook]] = {
    "workers": messy_workers,
    "projects": messy_projects,
    "payments": messy_payments,
    "household_months": messy_households,
}


def readme(notes: dict[str, list[Note]], county: County) -> str:
    """The guide beside the samples: what is in which file, and row by row what each fault is and what happens."""
    lines = [
        "# 样例说明",
        "",
        f"全部人员、单位、项目均为虚构，地名为真实地名（{county.name}）。电话号段未启用，打不通。",
        "",
        "- `规范/`：可直接导入，先后不限。支付台账付的是演示数据里双方已签署的项目。“带表头”的一份有标题、两行表头、合计和填表人。",
        "- `杂乱/`：照基层常见的写法填的表，下面逐行说明。",
        f"- `应被拒绝/`：系统应在几秒内拒绝并说明原因的文件（“有密码.xlsx”的密码是 {PASSWORD}）。",
        "",
        "命令行试用：`jiedui import workers 样例文件.xlsx --dry-run`。",
        "",
        "因为含有完整的身份证号，样例不放在数据文件夹里。",
    ]
    for name, found in notes.items():
        lines += ["", f"## {name}", "", "| 行 | 列 | 编号 | 情况 | 应当怎样 |", "|---|---|---|---|---|"]
        lines += [
            f"| {n.row or '—'} | {n.heading} | {n.mess} | {_escaped(n.what)} | {n.then} |"
            for n in sorted(found, key=lambda n: n.row)
        ]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
