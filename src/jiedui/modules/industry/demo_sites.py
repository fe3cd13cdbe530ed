"""Invented farms, stores, tourism villages, chains and the few sites of measure 21. Read by demo.py."""

from collections.abc import Iterator
from datetime import date, timedelta

from jiedui.demo.geography import LAST_DAY
from jiedui.demo.recipes import Row, Scene, recipe

CROPS = {"芒果": 4, "油茶": 5, "核桃": 5, "柑橘": 3, "茶叶": 3, "中药材": 3, "桑蚕": 1, "火龙果": 2}
"""Years from planting to full output."""


def first(scene: Scene) -> bool:
    """Whether the place is the first of the world: rare things stand there, so that no ledger stays empty."""
    return scene.world.counties[0].code == scene.code


@recipe("farming_projects", after=("projects",))
def farming_projects(scene: Scene) -> Iterator[Row]:
    funded = [row for row in scene.rows("projects") if row["项目类别"] == "产业" and "实际开工日期" in row]
    for serial in range(scene.some(4, 9)):
        crop = scene.pick(list(CROPS))
        # Older projects were funded before the ledger of projects begins.
        source = scene.pick(funded) if funded and scene.chance(0.25) else None
        started = source["实际开工日期"] if source else scene.day(date(2016, 3, 1), date(2020, 12, 1))
        due = date(started.year + CROPS[crop], 10, 31)
        town, village = (source["乡镇"], source["村"]) if source else scene.home()
        area, fund = scene.whole(60, 1800), source["协作资金(万元)"] if source else scene.amount(160)
        full = due + timedelta(days=scene.whole(-60, 160)) if due <= LAST_DAY and scene.chance(0.82) else None
        full = full if full and full <= LAST_DAY else None
        stage = "已达产" if full else "培育期" if due > LAST_DAY else "投产未达产"
        ended = scene.chance(0.03) and not full
        plan = round(area * float(scene.rng.uniform(0.3, 0.8)), 1)
        made = round(plan * float(scene.rng.uniform(0.85, 1.2) if full else scene.rng.uniform(0.1, 0.7)), 1)
        agreed = round(fund * float(scene.rng.uniform(0.05, 0.08)), 2)
        back = round(agreed * float(scene.rng.uniform(0.8, 1.1) if full else scene.rng.uniform(0.2, 0.8)), 2)
        homes = scene.whole(20, 260)
        name, code = scene.firm(("农业发展", "生态农业"), "专业合作社", "93")
        yield {
            "种养项目编号": scene.number(serial, "ZY"), "种养项目名称": f"{town or scene.county.short}{village or ''}{crop}基地（{started.year}年）",
            "县": scene.name, "乡镇": town, "村": village, "帮扶项目编号": source and source["项目编号"], "种养品种": crop, "种植面积": area,
            "实施主体": name, "统一社会信用代码": code, "总投资": round(fund * float(scene.pick((1.0, 1.2, 1.5))), 2), "其中协作资金": fund,
            "生产阶段": "已终止" if ended else stage, "实施日期": started, "计划达产日期": due, "实际达产日期": full,
            "终止日期": scene.day(max(started, date(2021, 3, 1))) if ended else None, "产出年度": "2021年", "计划年产量": plan,
            "当年产量": None if stage == "培育期" else made, "计划年产值": round(plan * 0.6, 2), "当年产值": None if stage == "培育期" else round(made * 0.6, 2),
            "约定年收益": agreed, "当年收益": None if stage == "培育期" else back, "其中分红": None if stage == "培育期" else round(back * 0.7, 2),
            "带动农户数": homes, "其中脱贫户和监测户": scene.whole(homes // 4, homes), "风险等级": scene.pick(("低", "中", "高"), (7, 2, 0.6)),
            "风险情况": scene.pick(("无", "市场价格下跌", "病虫害或疫病", "管护不到位"), (6, 2, 1, 1)), "是否投保": scene.pick(("是", "否")),
            "最近核查日期": scene.day(max(started, date(2021, 6, 1))),
        }  # fmt: skip


@recipe("storage_facilities", after=("projects",))
def storage_facilities(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(1, 4)):
        town, village = scene.home()
        kind = scene.pick(("冷链", "仓储", "分拣包装", "冷链、分拣包装", "初加工"))
        built = scene.day(date(2018, 5, 1), date(2021, 10, 31))
        total, jobs, insured = scene.amount(320), scene.whole(4, 60), scene.chance(0.6)
        idle = scene.chance(0.06)
        used = 0 if idle else scene.whole(35, 96)
        name, code = scene.firm(("供应链", "冷链物流", "农产品"))
        yield {
            "设施编号": scene.number(serial, "CC"), "设施名称": f"{town or scene.county.short}{kind.split('、')[0]}中心", "县": scene.name,
            "乡镇": town, "村": village, "设施类别": kind, "主要品类": scene.pick(("水果", "蔬菜", "肉类", "综合")),
            "库容": scene.whole(80, 2400), "日处理能力": scene.whole(5, 90), "建筑面积": scene.whole(4, 60) * 100, "总投资": total,
            "其中协作资金": round(total * float(scene.rng.uniform(0.3, 0.9)), 2), "建成日期": built,
            "投用日期": min(LAST_DAY, built + timedelta(days=scene.whole(5, 50))), "产权单位": f"{scene.name}供销合作社联合社",
            "运营单位": name, "统一社会信用代码": code, "当年使用率": f"{used}%", "当年吞吐量": scene.whole(3, 90) * 50 if used else None,
            "是否闲置": "是" if idle else "否", "是否投保仓储保险": "是" if insured else "否",
            "保险到期日": scene.day(date(2021, 12, 1), date(2022, 11, 30)) if insured else None, "吸纳就业人数": jobs,
            "其中脱贫人口就业": scene.whole(0, jobs // 2), "最近检查日期": scene.day(max(built, date(2021, 5, 1))),
        }  # fmt: skip


@recipe("tourism_villages")
def tourism_villages(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(1, 2) if first(scene) else scene.some(0, 3)):
        town, village = scene.home()
        chosen = scene.day(date(2021, 3, 1), date(2021, 7, 31))
        accepted = chosen + timedelta(days=scene.whole(90, 260))
        total, jobs = scene.amount(420), scene.whole(10, 90)
        done = accepted <= LAST_DAY
        yield {
            "示范点编号": scene.number(serial, "LY"), "示范点名称": f"{village or town or scene.county.short}乡村旅游示范点{serial + 1}", "县": scene.name,
            "乡镇": town, "村": village, "村庄类别": scene.pick(("传统村落", "少数民族特色村寨", "特色景观旅游名村", "历史文化名村")),
            "选定日期": chosen, "验收日期": accepted if done else None, "建设状态": "已验收" if done else "建设中",
            "总投资": total, "其中协作资金": round(total * float(scene.rng.uniform(0.4, 1.0)), 2),
            "运营单位": f"{scene.county.short}{village or ''}旅游发展有限公司", "民宿和农家乐数": scene.whole(1, 18), "经营年度": "2021年",
            "当年接待游客": scene.whole(8, 600) * 100 if done else None, "当年旅游收入": scene.amount(120) if done else None,
            "特色产品": scene.pick(("茶叶", "腊味", "米酒", "民族服饰", "手工艺品")), "吸纳就业人数": jobs,
            "其中脱贫人口就业": scene.whole(2, jobs // 2), "带动农户数": scene.whole(15, 180),
        }  # fmt: skip


@recipe("chain_headquarters")
def chain_headquarters(scene: Scene) -> Iterator[Row]:
    for serial in range(1 if first(scene) else scene.some(0, 2)):
        goods = scene.pick(("芒果", "黑山羊", "油茶", "食用菌", "桑蚕", "柑橘"))
        name, code = scene.firm(("食品", "农业集团", "生物科技"))
        jobs = scene.whole(40, 420)
        yield {
            "链主企业编号": scene.number(serial, "LZ"), "产业链名称": f"{scene.county.short}{goods}产业链", "链主企业": name,
            "统一社会信用代码": code, "县": scene.name, "链上角色": scene.pick(("总部", "区域总部", "精深加工基地", "原料基地")),
            "总部所在地": f"广东省深圳市{scene.county.district}" if scene.chance(0.5) else scene.name,
            "龙头企业级别": scene.pick(("国家级", "自治区级", "市级", "未认定"), (1, 3, 4, 2)), "引进日期": scene.day(date(2019, 1, 5)),
            "是否精深加工": scene.pick(("是", "否")), "配套基地数": scene.whole(1, 14), "上下游企业数": scene.whole(2, 40),
            "经营年度": "2021年", "当年销售额": scene.amount(5_200), "吸纳就业人数": jobs, "其中脱贫人口就业": scene.whole(5, jobs // 3),
            "带动农户数": scene.whole(80, 1_500),
        }  # fmt: skip


@recipe("reserve_bases")
def reserve_bases(scene: Scene) -> Iterator[Row]:
    if not (first(scene) or scene.chance(0.3)):
        return
    town, _village = scene.home()
    goods = scene.pick(("猪肉", "粮食", "防疫物资"))
    name, code = scene.firm(("粮油", "牧业", "医药物流"))
    stage = scene.pick(("谋划", "选址", "可行性研究", "已批复", "在建"), (3, 3, 3, 1, 1))
    studied = scene.day(date(2021, 6, 1), date(2021, 9, 30)) if stage in ("已批复", "在建") else None
    approved = studied + timedelta(days=scene.whole(15, 50)) if studied else None
    yield {
        "储备基地编号": scene.number(0, "CB"), "储备基地名称": f"{scene.county.short}{goods}储备基地", "县": scene.name, "乡镇": town, "储备品类": goods,
        "交通条件": scene.pick(("临近高速出口", "临近铁路货站", "临近港口码头")), "承建企业": name, "统一社会信用代码": code, "推进阶段": stage,
        "可研完成日期": studied, "批复日期": approved, "开工日期": approved + timedelta(days=20) if approved and stage == "在建" else None,
        "储备能力": scene.whole(4, 60) * 500, "总投资": scene.amount(4_200), "下一步期限": scene.day(date(2021, 11, 1), date(2022, 6, 30)),
        "下一步工作": "完成选址论证，落实用地和建设主体", "最近跟进日期": scene.day(date(2021, 8, 1)),
    }  # fmt: skip


@recipe("data_centres")
def data_centres(scene: Scene) -> Iterator[Row]:
    if not (first(scene) or (scene.county.city == "河池市" and scene.chance(0.35))):
        return
    town, _village = scene.home()
    stage = scene.pick(("谋划", "选址", "可行性研究"))
    surveyed = scene.day(date(2021, 5, 1), date(2021, 11, 30)) if stage != "谋划" else None
    yield {
        "数据中心编号": scene.number(0, "SJ"), "数据中心名称": f"{scene.county.short}深圳数据存储中心（选址）", "县": scene.name, "乡镇": town,
        "电力条件": scene.pick(("水电直供", "水电和光伏")), "可用电力容量": scene.whole(10, 120) * 1000, "意向电价": scene.whole(3000, 4800) / 10_000,
        "网络条件": scene.pick(("省级干线", "需新建专线")), "用地面积": scene.whole(40, 260), "规划机架数": scene.whole(4, 40) * 100, "推进阶段": stage,
        "选址踏勘日期": surveyed, "总投资": scene.amount(38_000), "下一步期限": date(2022, 6, 30), "下一步工作": "开展可行性研究",
        "最近跟进日期": scene.day(date(2021, 9, 1)),
    }  # fmt: skip
