"""Invented officials and experts, their training, reviews and allowances. Some counties keep two secondments, some do not."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from jiedui.demo.geography import LAST_DAY
from jiedui.demo.identity import phones
from jiedui.demo.names import draw_names
from jiedui.demo.recipes import CITIES, COUNTIES, Scene, recipe

Row = dict[str, Any]
DEPARTMENTS = ("发展和改革局", "财政局", "教育局", "住房和建设局", "工业和信息化局", "司法局", "街道办事处", "统计局")
POSTS = ("县委常委、副县长", "县政府办公室副主任", "县乡村振兴局副局长", "县委办公室副主任")
NEW_COUNTIES = ("450123", "450124", "450125", "450328", "450329")
# 专业类别, 东部派出单位, 西部接收单位, 职称, 岗位
EXPERTS = (
    ("教师", "实验学校", "第二中学", ("高级教师", "一级教师"), ("语文", "数学", "英语", "物理")),
    ("医生", "人民医院", "人民医院", ("副主任医师", "主治医师"), ("内科", "外科", "妇产科", "儿科", "影像科")),
    ("农业技术", "农业科技促进中心", "农业技术推广站", ("高级农艺师", "农艺师"), ("果蔬栽培", "畜禽养殖", "桑蚕")),
    ("规划建设", "规划国土发展研究中心", "住房和城乡建设局", ("副高级", "中级"), ("乡村规划",)),
)
COURSES = (
    "乡村振兴专题研修班",
    "中小学校长跟岗",
    "基层医务骨干进修",
    "农技推广骨干培训",
    "东西部协作干部培训班",
    "电商助农培训",
)


def easterners(scene: Scene, count: int, low: int = 27, high: int = 57) -> list[Row]:
    """New people of the paired district: 姓名, 身份证号, 性别, 联系电话."""
    rng = scene.rng
    male = rng.random(count) < 0.62
    born = [date(2021, 6, 30) - timedelta(days=int(one)) for one in rng.integers(low * 365, high * 365, count)]
    births = np.array([d.year * 10000 + d.month * 100 + d.day for d in born], dtype=np.int64)
    prefixes = rng.choice(("440301", "440303", "440304", "440582", "430104", "420106", "360102"), count)
    ids = scene.identities.draw(rng, prefixes, births, male)
    columns = (draw_names(rng, male), ids, ["男" if one else "女" for one in male], phones(rng, count))
    return [dict(zip(("姓名", "身份证号", "性别", "联系电话"), row, strict=True)) for row in zip(*columns, strict=True)]


def westerners(scene: Scene, count: int) -> list[Row]:
    keep = ("姓名", "身份证号", "性别", "联系电话")
    return [{name: person[name] for name in keep} for person in scene.people(count, 25, 56)]


def _term(scene: Scene, person: Row, first: date, months: int, **more: Any) -> Row:
    end = first + timedelta(days=round(months * 30.4))
    over = end <= LAST_DAY
    row = {
        **person,
        "所属区县": scene.name,
        "开始日期": first,
        "任期（服务期）截止": end,
        "实际结束日期": end if over and scene.chance(0.8) else None,
        **more,
    }
    if over and row["实际结束日期"] and "选派类型" in more:
        row["结束原因"] = "任期届满"
    return row


@recipe("officials", per=(COUNTIES, CITIES))
def officials(scene: Scene) -> Iterator[Row]:
    """Secondments of one to three years, short ones, stationed officials in the new counties, the working groups."""
    if scene.place.kind == CITIES:
        for number, person in enumerate(easterners(scene, scene.some(9, 14))):
            kind = "省工作组干部" if number % 3 == 2 else "市前方工作组干部"
            post = "工作组组长" if number < 2 else scene.pick(("工作组副组长", "工作组成员"), (1, 4))
            yield _term(
                scene, person, date(2021, scene.whole(4, 6), scene.whole(1, 28)), 36,
                选派方向="东部到西部", 选派类型=kind, 派出单位=f"深圳市{scene.pick(DEPARTMENTS)}",
                接收单位="深圳市东西部协作前方工作组" if kind.startswith("市") else "广东省第二扶贫协作工作组",
                **{"挂（任）职务": post, "任职（选派）文号": f"深组干〔2021〕{number + 11}号", "月补贴标准": 3600,
                   "是否办理意外保险": "是", "政治面貌": "中共党员", "职级": "乡科级正职"},
            )  # fmt: skip
        return
    district = scene.county.district
    lagging = scene.chance(0.14)
    for number, person in enumerate(easterners(scene, 1 if lagging else scene.whole(2, 4))):
        short = number >= 2 or (number == 1 and scene.chance(0.3))
        months = scene.pick((6, 8, 12)) if short else scene.pick((24, 36), (1, 3))
        first = date(2020 if scene.chance(0.2) and not short else 2021, scene.whole(4, 9), scene.whole(1, 28))
        yield _term(
            scene, person, first, months,
            选派方向="东部到西部", 选派类型="短期挂职干部" if short else "挂职干部",
            派出单位=f"深圳市{district}{scene.pick(DEPARTMENTS)}", 接收单位=f"{scene.name}人民政府",
            原职务=scene.pick(("副主任", "副局长", "科长", "四级调研员")), 职级=scene.pick(("县处级副职", "乡科级正职", "乡科级副职")),
            政治面貌="中共党员" if scene.chance(0.92) else "群众", 学历=scene.pick(("大学本科", "研究生")),
            **{"挂（任）职务": POSTS[min(number, 3)], "分管（协管）工作": "协管东西部协作",
               "任职（选派）文号": None if scene.chance(0.06) else f"桂组干〔{first.year}〕{scene.whole(20, 400)}号",
               "月补贴标准": scene.pick((2700, 3000, 3600)), "是否办理意外保险": "是" if scene.chance(0.9) else "否"},
        )  # fmt: skip
    if scene.code in NEW_COUNTIES:
        (person,) = easterners(scene, 1)
        yield _term(
            scene, person, date(2021, 5, scene.whole(6, 28)), 36,
            选派方向="东部到西部", 选派类型="驻县干部", 派出单位=f"深圳市{district}{scene.pick(DEPARTMENTS)}",
            接收单位=f"{scene.name}乡村振兴局", 政治面貌="中共党员", 职级="乡科级正职",
            **{"挂（任）职务": "工作组成员", "任职（选派）文号": f"深组干〔2021〕{scene.whole(40, 60)}号", "月补贴标准": 3600},
        )  # fmt: skip
    for person in westerners(scene, scene.some(1, 4)):
        yield _term(
            scene, person, scene.day(date(2021, 3, 15), date(2021, 9, 30)), scene.pick((3, 6, 12)),
            选派方向="西部到东部", 选派类型="挂职干部", 派出单位=f"{scene.name}{scene.pick(('发展和改革局', '乡村振兴局', '教育局'))}",
            接收单位=f"深圳市{district}{scene.pick(DEPARTMENTS)}", 政治面貌="中共党员",
            **{"挂（任）职务": scene.pick(("局长助理", "科长助理")), "任职（选派）文号": f"桂组函〔2021〕{scene.whole(60, 300)}号"},
        )  # fmt: skip


@recipe("professionals")
def professionals(scene: Scene) -> Iterator[Row]:
    """Experts from the district for a term, a few of the county to Shenzhen, and many short visits."""
    district = scene.county.district
    for person in easterners(scene, scene.some(8, 26)):
        yield _expert(scene, person, west=True, district=district)
    for person in westerners(scene, scene.some(3, 10)):
        yield _expert(scene, person, west=False, district=district)


def _expert(scene: Scene, person: Row, *, west: bool, district: str) -> Row:
    profession, east_unit, west_unit, titles, posts = scene.pick(EXPERTS, (5, 5, 2, 1))
    short = west and scene.chance(0.3)
    silver = west and not short and scene.chance(0.1)
    months = scene.pick((1, 3, 5, 10, 12), (1, 3, 3, 2, 2))
    first = scene.day(date(2020, 8, 20) if scene.chance(0.1) else date(2021, 2, 22), date(2021, 11, 15))
    row = _term(scene, person, first, months)
    if short:
        row |= {"任期（服务期）截止": None, "实际结束日期": first + timedelta(days=scene.whole(1, 12))}
    east = f"深圳市{district}{east_unit}"
    home = f"{scene.name}{west_unit}"
    stay = "不满一个月" if short else "一年及以上" if months >= 12 else "一个月至一年"
    return row | {
        "选派方向": "东部到西部" if west else "西部到东部",
        "专业类别": profession,
        "人才类型": "银龄专家" if silver else scene.pick(("专业技术人才", "组团式帮扶人才", "柔性引才"), (8, 1, 1)),
        "服务时长类别": stay,
        "职称": scene.pick(titles),
        "派出单位": east if west else home,
        "接收单位": home if west else east,
        "服务岗位": scene.pick(posts),
        "任职（选派）文号": f"深{district[:2]}组〔2021〕{scene.whole(1, 90)}号" if not short else None,
        "带教培训人次": scene.whole(5, 120) if west else None,
        "服务群众人次": scene.whole(20, 900) if west and profession != "规划建设" else None,
        "结对带徒人数": scene.whole(1, 4) if west and not short else None,
        "引进新技术项数": scene.pick((0, 0, 1, 2)) if west and not short else None,
        "月补贴标准": scene.pick((1500, 2700, 3000)) if west and not short else None,
        "协作经历计入职称评定": scene.pick(("是", "否", None)) if west and not short else None,
    }


@recipe("trainees_shadowing")
def trainees_shadowing(scene: Scene) -> Iterator[Row]:
    """Rolls of several courses a county; a person in a few of them comes twice."""
    for _course in range(scene.some(2, 6)):
        first = scene.day(date(2021, 3, 22), date(2021, 12, 3))
        kind = scene.pick(("跟岗学习", "培训班", "送教上门", "线上培训"), (2, 4, 2, 1))
        days = scene.whole(20, 60) if kind == "跟岗学习" else scene.whole(3, 10)
        category = scene.pick(
            ("党政干部", "村干部", "教师", "医务人员", "农业技术人员", "其他人员"), (5, 3, 5, 4, 2, 1)
        )
        for person in westerners(scene, scene.some(4, 24)):
            yield {
                **{name: person[name] for name in ("姓名", "身份证号", "性别")},
                "所属区县": scene.name,
                "人员类别": category,
                "工作单位": f"{scene.name}{ {'教师': '教育局', '医务人员': '卫生健康局', '农业技术人员': '农业农村局'}.get(category, '乡村振兴局') }",
                "培训方式": kind,
                "班次（项目）名称": scene.pick(COURSES),
                "承办（接收）单位": f"深圳市{scene.county.district}{scene.pick(('党校', '教育局', '卫生健康局'))}",
                "培训地点": scene.name if kind in ("送教上门", "线上培训") else "深圳市",
                "开始日期": first,
                "结束日期": first + timedelta(days=days - 1),
                "学时天数": days,
                "出勤天数": days if scene.chance(0.9) else days - 1,
                "是否结业": "是" if scene.chance(0.96) else "否",
            }


def _sent(scene: Scene) -> list[Row]:
    """Those of the place who were sent from the east for more than a short visit."""
    people = [*scene.rows("officials"), *scene.rows("professionals")]
    here = [row for row in people if row["所属区县"] == scene.name]
    return [row for row in here if row["选派方向"] == "东部到西部" and row.get("月补贴标准")]


@recipe("yearly_reviews", per=(COUNTIES, CITIES), after=("officials", "professionals"))
def yearly_reviews(scene: Scene) -> Iterator[Row]:
    """The review of 2020 for those who were there, and of 2021 for most who served half a year."""
    for row in _sent(scene):
        begun = row["开始日期"]
        for year in (2020, 2021):
            if begun > date(year, 6, 30) or (year == 2021 and scene.chance(0.25)):
                continue
            yield {
                **{name: row[name] for name in ("姓名", "身份证号", "性别", "所属区县")},
                "考核年度": str(year),
                "考核等次": scene.pick(("优秀", "称职（合格）", "不定等次"), (3, 9, 1)),
                "考核单位": row["接收单位"],
                "考核日期": date(year, 12, scene.whole(10, 28)),
                "是否提拔（晋升）": "是" if scene.chance(0.06) else "否",
            }


@recipe("allowances", per=(COUNTIES, CITIES), after=("officials", "professionals"))
def allowances(scene: Scene) -> Iterator[Row]:
    """A work allowance for each month of service in the year; a county in five is some months behind."""
    behind = scene.whole(2, 4) if scene.chance(0.2) else 0
    for row in _sent(scene):
        end = row["实际结束日期"] or row["任期（服务期）截止"]
        for month in range(1, 13 - behind):
            start = date(2021, month, 1)
            if row["开始日期"] > start + timedelta(days=14) or end < start:
                continue
            yield {
                **{name: row[name] for name in ("姓名", "身份证号", "性别", "所属区县")},
                "所属月份": f"2021-{month:02d}",
                "补贴类型": "工作补贴",
                "发放金额": row["月补贴标准"],
                "发放单位": row["派出单位"],
                "发放日期": min(start + timedelta(days=scene.whole(32, 44)), LAST_DAY),
                "发放依据": "省东西部协作专业技术人才管理办法" if "专业类别" in row else "协作干部补贴规定",
            }
