"""Invented projects and their payments: late ones, tranches, payment by progress, a use rate for each county."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from jiedui.demo.employers import SHENZHEN, Registry
from jiedui.demo.geography import LAST_DAY, County, share_out
from jiedui.demo.series import Series

Row = dict[str, Any]

# Category: weight, median cost in 万元, what is built, who carries it out.
CATEGORIES: dict[str, tuple[int, int, tuple[str, ...], tuple[str, ...]]] = {
    "产业": (
        42,
        260,
        (
            "芒果分拣冷链中心",
            "桑蚕养殖基地",
            "油茶低产林改造",
            "食用菌产业园",
            "肉牛养殖示范场",
            "火龙果种植基地",
            "农产品加工厂房",
        ),
        ("农业农村局", "乡村振兴局"),
    ),
    "劳务": (
        10,
        90,
        ("帮扶车间建设", "粤桂劳务协作培训班", "务工人员交通补助", "零工市场改造"),
        ("人力资源和社会保障局",),
    ),
    "基础设施": (
        18,
        210,
        ("村屯道路硬化", "饮水安全巩固提升", "产业路建设", "污水处理设施"),
        ("乡村振兴局", "交通运输局", "水利局"),
    ),
    "公共服务": (
        12,
        240,
        ("中心小学教学楼", "乡镇卫生院改造", "村级养老服务站", "幼儿园建设"),
        ("教育局", "卫生健康局", "民政局"),
    ),
    "人才": (5, 45, ("致富带头人培训", "专业技术人才跟岗学习"), ("乡村振兴局", "农业农村局")),
    "消费": (5, 70, ("农特产品展销中心", "消费帮扶专柜专区"), ("商务局", "供销合作社联合社")),
    "示范点": (5, 480, ("乡村振兴示范点建设", "易地搬迁安置区示范点"), ("乡村振兴局",)),
    "其他": (3, 60, ("项目管理与宣传", "困难群众慰问"), ("乡村振兴局",)),
}
CONTRACTS = {
    "产业": ("设备采购", "公开招标"), "基础设施": ("施工", "公开招标"), "公共服务": ("施工", "公开招标"),
    "示范点": ("施工", "竞争性磋商"), "劳务": ("培训服务", "竞争性磋商"), "人才": ("培训服务", "竞争性谈判"),
}  # fmt: skip
PURPOSES = ("预付款", "工程进度款", "工程进度款", "设备采购款", "工程进度款", "结算款")
DONORS = ("慈善会", "工商业联合会", "青年企业家联合会")
FIRST_START, YEAR_START = date(2021, 4, 1), date(2021, 1, 1)


def make_projects(
    rng: np.random.Generator, registry: Registry, counties: Sequence[County], count: int
) -> tuple[dict[str, list[Row]], dict[str, list[Row]], dict[str, list[Row]]]:
    """Projects, payments and contracts by county code. No project pays out more than has arrived, or than its contract says."""
    weights = [1.0 + 0.9 * county.key + 0.5 * rng.random() for county in counties]
    projects: dict[str, list[Row]] = {}
    payments: dict[str, list[Row]] = {}
    contracts: dict[str, list[Row]] = {}
    for county, number in zip(counties, share_out(count, weights), strict=True):
        target = float(rng.uniform(0.62, 0.97))
        builders = [
            registry.firm(
                region=county.code, prefix=prefix, words=("建设工程", "建筑", "市政工程", "农机设备"), ending="有限公司"
            )
            for prefix in (county.short, county.short, county.city.removesuffix("市"), "广西")
            for _ in range(4)
        ]
        made = [_project(rng, county, f"{registry.series.mark}{serial:03d}") for serial in range(1, number + 1)]
        projects[county.code] = made
        payments[county.code] = _payments(rng, registry.series, county, made, builders, target)
        contracts[county.code] = _contracts(made, payments[county.code])
    return projects, payments, contracts


def _project(rng: np.random.Generator, county: County, serial: str) -> Row:
    weights = np.array([c[0] for c in CATEGORIES.values()], dtype=float)
    category = str(rng.choice(list(CATEGORIES), p=weights / weights.sum()))
    _, cost, kinds, units = CATEGORIES[category]
    (town,), (village,) = county.draw_homes(rng, 1)
    gift = rng.random() < 0.12
    aid = round(float(cost * rng.lognormal(0, 0.55) * (0.35 if gift else 1.0)), 1) + 1
    # The first tranche arrives in April; small and donated ones arrive whole, a few not at all.
    arrived = aid if gift or rng.random() < 0.72 else round(aid * float(rng.choice((0.0, 0.4, 0.6, 0.8))), 2)
    start = FIRST_START + timedelta(days=int(rng.integers(0, 130)))
    end = start + timedelta(days=int(rng.integers(60, 240)))
    begun = start + timedelta(days=int(rng.choice((0, 0, 5, 12, 25, 60, 95)) + rng.integers(0, 9)))
    late = rng.random() < 0.22
    done = max(
        begun + timedelta(days=30), end + timedelta(days=int(rng.integers(20, 110) if late else -rng.integers(0, 20)))
    )
    what = kinds[int(rng.integers(len(kinds)))]
    district = SHENZHEN.get(county.district_code, county.district)
    row: Row = {
        "项目编号": f"{county.code}-2021-{serial}",
        "项目名称": f"{county.short}{town or ''}{village or ''}{what}项目",
        "县": county.name,
        "乡镇": town,
        "村": village,
        "项目类别": category,
        "实施单位": f"{county.name}{units[int(rng.integers(len(units)))]}",
        "资金类别": "社会捐赠" if gift else "财政援助",
        "计划总投资(万元)": round(aid * float(rng.choice((1.0, 1.0, 1.0, 1.15, 1.4))), 2),
        "协作资金(万元)": round(aid, 2),
        "已到县资金(万元)": round(arrived, 2),
        "计划开工日期": start,
        "计划完工日期": end,
        "是否重点帮扶县": "是" if county.key else "否",
        "备注": f"深圳市{district}{DONORS[int(rng.integers(len(DONORS)))]}捐赠" if gift else None,
    }
    if arrived == 0 or begun > LAST_DAY:
        return row | {"形象进度": "0%", "项目状态": "未开工"}
    row["实际开工日期"] = begun
    if done > LAST_DAY:
        share = (LAST_DAY - begun).days / max(1, (done - begun).days)
        note = {"备注": "进度滞后"} if end < LAST_DAY and not row["备注"] else {}
        return row | {"形象进度": f"{int(share * 100)}%", "项目状态": "在建"} | note
    accepted = (LAST_DAY - done).days > 45
    return row | {"实际完工日期": done, "形象进度": "100%", "项目状态": "已验收" if accepted else "已完工"}


def _payments(
    rng: np.random.Generator, series: Series, county: County, projects: list[Row], builders: list[tuple[str, str]],
    target: float,
) -> list[Row]:  # fmt: skip
    """Payments of a county's projects that together come near the use rate `target` (paid / arrived)."""
    rows: list[Row] = []
    shares = _paid_shares(rng, projects, target)
    for project, share in zip(projects, shares, strict=True):
        begun = project.get("实际开工日期")
        if not begun or share <= 0:
            continue
        payee, code = builders[int(rng.integers(len(builders)))]
        total = round(project["已到县资金(万元)"] * 1_000_000 * share)
        parts = share_out(total, rng.uniform(0.5, 1.5, int(rng.integers(4, 11))).tolist())
        span = max(10, (LAST_DAY - begun).days)
        days = np.sort(rng.integers(5, span + 1, len(parts)))
        for n, (fen, day) in enumerate(zip(parts, days.tolist(), strict=True)):
            purpose = PURPOSES[0] if n == 0 else PURPOSES[-1] if n == len(parts) - 1 else PURPOSES[1 + n % 4]
            rows.append(
                {
                    "项目编号": project["项目编号"],
                    "支付日期": min(LAST_DAY, begun + timedelta(days=day)),
                    "收款单位": payee,
                    "统一社会信用代码": code,
                    "金额(元)": fen / 100,
                    "用途": purpose,
                }
            )
    rows.sort(key=lambda row: (row["支付日期"], row["项目编号"]))
    invoices = int(rng.integers(*series.invoices))
    return [
        {"凭证号": f"{county.code}-{row['支付日期']:%Y%m}-{series.mark}{n:04d}"}
        | row
        | {"发票号码": f"{invoices + 37 * n:08d}"}
        for n, row in enumerate(rows, 1)
    ]


def _contracts(projects: list[Row], payments: list[Row]) -> list[Row]:
    """One contract for each project that is paid for; its payments name it, but for a few that clerks left without."""
    rows: list[Row] = []
    by_project: dict[str, list[Row]] = {}
    for payment in payments:
        by_project.setdefault(payment["项目编号"], []).append(payment)
    for number, project in enumerate(one for one in projects if one["项目编号"] in by_project):
        paid = by_project[project["项目编号"]]
        kind, method = CONTRACTS.get(project["项目类别"], ("其他服务", "询价"))
        row = {
            "合同编号": f"HT-{project['项目编号']}", "合同名称": f"{project['项目名称']}{kind}合同", "项目编号": project["项目编号"],
            "合同类别": kind, "承包（供货）单位": paid[0]["收款单位"], "统一社会信用代码": paid[0]["统一社会信用代码"],
            "发包（采购）单位": project["实施单位"], "采购方式": method, "合同金额": round(project["协作资金(万元)"] * 10_000, 2),
            "签订日期": min(paid[0]["支付日期"], project["实际开工日期"]) - timedelta(days=12 + number % 9),
            "约定完成日期": project["计划完工日期"],
        }  # fmt: skip
        rows.append(row)
        if number % 6 != 5:
            for payment in paid:
                payment["合同编号"] = row["合同编号"]
    return rows


def _paid_shares(rng: np.random.Generator, projects: list[Row], target: float) -> list[float]:
    """Share paid of each project's arrived money; finished projects are paid first, their mean comes to `target`."""
    arrived = np.array([p["已到县资金(万元)"] for p in projects])
    able = np.array(["实际开工日期" in p for p in projects])
    done = np.array(["实际完工日期" in p for p in projects])
    shares = np.where(done, rng.uniform(0.85, 1.0, len(projects)), rng.uniform(0.3, 0.85, len(projects))) * able
    for _ in range(20):
        paid = float((arrived * shares).sum())
        if not paid:
            break
        shares = np.minimum(1.0, shares * target * arrived.sum() / paid) * able
    return [float(s) for s in shares]
