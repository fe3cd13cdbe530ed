"""Invented rows of training, enrolment, leaders and subsidies."""

from collections.abc import Iterator
from datetime import date, timedelta

from jiedui.demo.recipes import Row, Scene, recipe
from jiedui.modules.labour.demo_parts import TAG_WEIGHTS, TAGS, crowd, diligence, only, person, somebody

SKILLS = {
    "粤菜师傅": (("粤菜烹饪", "中式面点"), "商贸技工学校"),
    "广东技工": (("电工", "焊工", "缝纫", "挖掘机操作"), "技工学校"),
    "南粤家政": (("母婴护理", "养老护理", "家政服务"), "家政服务培训中心"),
    "农村实用技术": (("养殖技术", "种植技术"), "农业广播电视学校"),
    "创业培训": (("电子商务",), "职业技术学校"),
}
WEIGHTS = (4, 4, 3, 3, 1)
SCHOOLS = {
    "两后生（初中）": ("深圳技师学院", "深圳市携创高级技工学校", "广西右江技师学院"),
    "两后生（高中）": ("深圳技师学院", "广东省轻工业技师学院"),
    "技工院校": ("广西工业技师学院", "深圳鹏城技师学院"),
    "中等职业学校": ("百色市民族卫生学校", "河池市职业教育中心学校", "南宁市第一职业技术学校"),
    "高等职业院校": ("深圳职业技术学院", "深圳信息职业技术学院"),
}


@recipe("training_classes")
def training_classes(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(3, 7)):
        programme = scene.pick(list(SKILLS), WEIGHTS)
        skills, school = SKILLS[programme]
        skill = scene.pick(skills)
        opened = scene.day(date(2021, 3, 8), date(2021, 12, 6))
        hours = scene.pick((40, 56, 80, 120))
        planned = scene.pick((30, 35, 40, 50))
        ordered = scene.employer() if scene.chance(0.3) else None
        yield {
            "班次编号": scene.number(serial, "PX2021"),
            "培训班名称": f"{scene.name}2021年“{programme}”{skill}培训班（第{serial + 1}期）",
            "所属区县": scene.name,
            "培训工程": programme,
            "培训工种": skill,
            "培训机构": f"{scene.name}{school}",
            "主办单位": f"{scene.name}人力资源和社会保障局",
            "订单企业": ordered.name if ordered else None,
            "培训地点": f"{scene.home()[0] or scene.name}文化站",
            "开班日期": opened,
            "结业日期": opened + timedelta(days=hours // 8 + 1),
            "课时": hours,
            "计划培训": planned,
            "培训经费": planned * hours * scene.whole(18, 26),
        }


@recipe("training_needs", after=("training_classes",))
def training_needs(scene: Scene) -> Iterator[Row]:
    classes = scene.rows("training_classes")
    for one in scene.people(scene.some(30, 70), 18, 54):
        arranged = scene.chance(0.55)
        chosen = scene.pick(classes) if arranged else None
        programme = chosen["培训工程"] if chosen else scene.pick(list(SKILLS), WEIGHTS)
        yield {
            **only(one, "姓名", "身份证号", "性别", "联系电话", "乡镇", "村"),
            "户籍县": scene.name,
            "人员类别": scene.pick(TAGS, TAG_WEIGHTS),
            "文化程度": scene.pick(("小学", "初中", "高中", "中专"), (2, 6, 2, 1)),
            "培训工程": programme,
            "意向工种": chosen["培训工种"] if chosen else scene.pick(SKILLS[programme][0]),
            "是否愿意赴粤培训": "是" if scene.chance(0.4) else "否",
            "登记日期": scene.day(date(2021, 1, 11), date(2021, 3, 5)),
            "需求状态": "已参训" if chosen else "待安排",
            "安排班次编号": chosen["班次编号"] if chosen else None,
        }


@recipe("trainees", after=("training_classes", "training_needs", "workers"))
def trainees(scene: Scene) -> Iterator[Row]:
    needs = scene.rows("training_needs")
    for group in scene.rows("training_classes"):
        asked = [row for row in needs if row.get("安排班次编号") == group["班次编号"]]
        short = max(0, int(group["计划培训"] * scene.rng.uniform(0.6, 1.0)) - len(asked))
        for one in [*asked, *crowd(scene, short, [])]:
            over = group["结业日期"] <= date(2021, 12, 31)
            result = scene.pick(("结业", "不合格", "退训"), (92, 4, 4)) if over else "在训"
            employed = result == "结业" and scene.chance(0.35 + 0.5 * diligence(scene))
            begun = group["结业日期"] + timedelta(days=scene.whole(3, 75))
            employed = employed and begun <= date(2021, 12, 31)
            firm = scene.employer() if employed else None
            told = over and scene.chance(0.93)
            yield {
                "班次编号": group["班次编号"],
                **person(one, "人员类别", "文化程度"),
                "培训结果": result,
                "证书名称": scene.pick(("培训合格证书", "专项职业能力证书", "职业技能等级证书"), (5, 2, 2))
                if result == "结业"
                else None,
                "发证日期": group["结业日期"] + timedelta(days=5)
                if result == "结业" and group["结业日期"].month < 12
                else None,
                "是否就业": ("是" if employed else "否") if told else None,
                "就业日期": begun if employed and told else None,
                "就业单位": firm.name if firm and told else None,
                "统一社会信用代码": firm.code if firm and told else None,
            }


@recipe("enrolments")
def enrolments(scene: Scene) -> Iterator[Row]:
    for one in scene.people(scene.some(18, 45), 15, 20):
        kind = scene.pick(list(SCHOOLS), (5, 2, 3, 4, 1))
        school = scene.pick(SCHOOLS[kind])
        left = scene.chance(0.04)
        yield {
            **only(one, "姓名", "身份证号", "性别", "联系电话", "乡镇", "村"),
            "户籍县": scene.name,
            "人员类别": scene.pick(TAGS[:3], TAG_WEIGHTS[:3]),
            "招生类别": kind,
            "就读学校": school,
            "是否广东院校": "是" if school.startswith(("深圳", "广东")) else "否",
            "专业": scene.pick(("烹饪", "数控加工", "汽车维修", "电子商务", "幼儿教育", "护理")),
            "入学日期": scene.pick(
                (date(2021, 9, 1), date(2021, 9, 6), date(2021, 3, 1), date(2020, 9, 1)), (6, 4, 1, 2)
            ),
            "学制": scene.pick((2, 3)),
            "资助金额": scene.pick((1500, 3000, 5000)),
            "在读状态": "退学" if left else "在读",
            "毕业或离校日期": scene.day(date(2021, 10, 11)) if left else None,
        }


@recipe("leaders")
def leaders(scene: Scene) -> Iterator[Row]:
    trades = ("种植", "养殖", "农产品加工", "电商", "乡村旅游", "手工")
    for one in scene.people(scene.some(6, 14), 25, 52):
        trained = scene.pick(
            (date(2021, 5, 21), date(2021, 6, 25), date(2021, 9, 17), date(2021, 11, 5), date(2020, 10, 16))
        )
        started = scene.chance(0.3 + 0.45 * diligence(scene))
        firm = scene.employer()
        mentor, phone = somebody(scene)
        business, code = scene.firm(words=("种养", "农产品", "蚕桑", "果蔬"), ending="专业合作社", kind="93")
        households = scene.whole(5, 40)
        yield {
            **only(one, "姓名", "身份证号", "性别", "联系电话", "乡镇", "村"),
            "县": scene.name,
            "人员类别": scene.pick(("脱贫人口", "其他农村劳动力"), (2, 3)),
            "培训日期": trained,
            "培训内容": "赴深圳移动课堂+专题讲座",
            "培训地点": scene.pick(("深圳市", "佛山市", "本县")),
            "产业方向": scene.pick(trades),
            "导师企业": firm.name,
            "导师企业信用代码": firm.code,
            "导师姓名": mentor,
            "导师电话": phone,
            "辅导起始日期": trained + timedelta(days=scene.whole(5, 30)) if trained.month < 11 else None,
            "辅导截止日期": trained.replace(year=trained.year + 1),
            "最近辅导日期": scene.day(date(2021, 6, 1)) if scene.chance(0.7) else None,
            "是否创业": "是" if started else "否",
            "创业日期": scene.day(date(2019, 3, 1), date(2021, 12, 20)) if started else None,
            "经营主体": business if started else None,
            "经营主体信用代码": code if started else None,
            "带动农户": households if started else None,
            "其中脱贫户": scene.whole(2, households) if started else None,
            "带动就业": scene.whole(3, 30) if started else None,
            "带动户均增收": scene.amount(0.6, 0.4) if started else None,
        }


@recipe("subsidies", after=("workers",))
def subsidies(scene: Scene) -> Iterator[Row]:
    """Claims of workers of the county, most of them for travel; one in a hundred has been claimed in another county too."""
    workers = [row for row in scene.rows("workers") if row.get("就业起始时间")]
    amounts = {"外出务工交通补贴": (150, 200, 300), "稳岗就业补贴": (800, 1200), "留工稳岗慰问": (500,)}
    for at in scene.rng.permutation(len(workers))[: scene.some(45, 90)]:
        worker = workers[int(at)]
        kind = scene.pick(list(amounts), (6, 3, 1))
        claimed = scene.day(date(2021, 4, 6), date(2021, 12, 10))
        state = scene.pick(("已发放", "审核通过", "已申请", "未通过"), (70, 12, 12, 6))
        paid = claimed + timedelta(days=scene.whole(12, 80))
        if state == "已发放" and paid > date(2021, 12, 31):
            state = "审核通过"
        yield {
            **person(worker, "人员类别"),
            "所属区县": scene.name,
            "补贴种类": kind,
            "申领年度": "2021",
            "就业单位": worker.get("就业单位"),
            "统一社会信用代码": worker.get("统一社会信用代码"),
            "就业地": worker.get("就业地"),
            "务工月数": scene.whole(3, 12),
            "补贴金额": scene.pick(amounts[kind]),
            "申请日期": claimed,
            "发放日期": paid if state == "已发放" else None,
            "资金来源": scene.pick(("东西部协作资金", "衔接推进乡村振兴补助资金", "就业补助资金")),
            "办理状态": state,
        }
