"""Invented industry: parks first, then the firms that settle in them, then what they invest and what is done for them."""

from collections.abc import Iterator
from datetime import date, timedelta

from jiedui.demo.geography import LAST_DAY, share_out
from jiedui.demo.recipes import CITIES, COUNTIES, DISTRICTS, Row, Scene, recipe
from jiedui.modules.industry import demo_sites

__all__ = ["demo_sites"]  # its recipes register themselves

STAGES = ("在谈", "已签约", "用地已落实", "在建", "已投产", "已停产", "已终止")
BUSINESS = {
    "农副食品加工业": ("农产品加工", ("农产品加工", "食品")),
    "计算机、通信和其他电子设备制造业": ("电子元器件组装", ("电子", "精密电路")),
    "纺织服装、服饰业": ("服装加工", ("制衣", "服饰")),
    "皮革、毛皮、羽毛及其制品和制鞋业": ("鞋帽箱包", ("鞋业", "皮具")),
    "农业": ("特色种植", ("生态农业", "农业开发")),
    "畜牧业": ("特色养殖", ("牧业", "养殖")),
    "道路运输业": ("冷链物流", ("物流", "供应链")),
}
USES = ("厂房建设", "设备购置", "流动资金", "装修改造")
BANKS = ("中国农业银行", "中国建设银行", "桂林银行", "农村商业银行")


def later(day: date, low: int, high: int, scene: Scene) -> date | None:
    """A day some time after another, None where the world stands still before it."""
    found = day + timedelta(days=scene.whole(low, high))
    return found if found <= LAST_DAY else None


@recipe("parks")
def parks(scene: Scene) -> Iterator[Row]:
    short = scene.county.short
    names = [f"{scene.name}粤桂协作产业园", f"{short}现代特色农业产业园", f"{short}就业帮扶产业园"]
    for number, name in enumerate(names[: scene.whole(1, 3)]):
        town, _village = scene.home()
        joint = scene.chance(0.85 if number == 0 else 0.45)
        firms, jobs = scene.whole(3, 28), scene.whole(60, 900)
        since = scene.day(date(2017, 3, 1), date(2021, 11, 30)) if joint and not scene.chance(0.04) else None
        yield {
            "园区名称": name, "县": scene.name, "乡镇": town, "园区级别": scene.pick(("自治区级", "市级", "县级"), (1, 2, 4)),
            "是否农业产业园": "是" if "农业" in name else "否",
            "主导产业": "特色种养" if "农业" in name else scene.pick(("农产品加工", "电子信息", "纺织服装", "林产加工")),
            "是否共建": "是" if joint else "否", "共建市区": scene.county.district if joint else None, "共建开始日期": since,
            "共建截止日期": date(since.year + 5, 12, 31) if since and scene.chance(0.5) else None,
            "运营单位": f"{scene.name}工业园区管理委员会", "园区面积": scene.whole(80, 2400), "标准厂房面积": scene.whole(4, 160) * 500,
            "入园企业数": firms, "其中东部企业": scene.whole(0, firms // 2), "吸纳就业人数": jobs,
            "其中脱贫人口就业": scene.whole(jobs // 10, jobs // 3), "累计投入协作资金": scene.amount(900),
            "产值年度": "2021年", "年产值": scene.amount(9_000),
        }  # fmt: skip


@recipe("settled_firms", after=("parks",))
def settled_firms(scene: Scene) -> Iterator[Row]:
    yards = scene.rows("parks")
    count = scene.some(6, 14)
    for serial, person in zip(range(count), scene.people(count, 28, 55), strict=True):
        trade = scene.pick(list(BUSINESS))
        business, words = BUSINESS[trade]
        name, code = scene.firm(words)
        stage = scene.pick(STAGES, (2, 2, 1, 3, 7, 0.4, 0.4))
        town, _village = scene.home()
        jobs = scene.whole(15, 380)
        yield {
            "招商项目编号": scene.number(serial, "ZS"), "招商项目名称": f"{name.removesuffix('有限公司')}{business}项目",
            "企业名称": name, "统一社会信用代码": code, "县": scene.name, "乡镇": town,
            "所在园区": scene.pick(yards)["园区名称"] if yards and scene.chance(0.6) else None,
            "来源地": f"广东省深圳市{scene.county.district}" if scene.chance(0.8) else scene.pick(("广东省东莞市", "广东省佛山市")),
            "引进市区": scene.county.district, "行业": trade, "主营业务": business, "落地阶段": stage,
            "协议投资额": scene.amount(4_500, 0.8), "吸纳就业人数": jobs if stage in ("在建", "已投产") else None,
            "其中脱贫人口就业": scene.whole(2, jobs // 3 + 2) if stage in ("在建", "已投产") else None,
            "带动农户数": scene.whole(10, 400) if business.startswith(("特色", "农产品")) else None,
            "企业联系人": person["姓名"], "联系电话": person["联系电话"], "最近跟踪日期": scene.day(date(2021, 7, 1)),
            "存在困难": scene.pick((None, None, None, "用工缺口较大", "流动资金紧张", "用地手续办理慢")),
        } | _stages(scene, stage)  # fmt: skip


def _stages(scene: Scene, stage: str) -> Row:
    """The days of a project's stages, as far as it came. A few that produce were entered without a day."""
    at = STAGES.index(stage)
    lead = scene.day(date(2020, 3, 1), date(2021, 3, 31) if at > 1 else LAST_DAY)
    row: Row = {"线索日期": lead}
    signed = later(lead, 20, 90, scene) if at >= 1 else None
    if signed is None:
        return row
    row["签约日期"] = signed
    land = later(signed, 10, 70, scene) if at >= 2 else None
    building = later(land, 10, 50, scene) if land and at >= 3 else None
    row |= {"用地落实日期": land, "开工日期": building}
    operating = later(building, 60, 200, scene) if building and at >= 4 else None
    if operating and not scene.chance(0.03):
        row["投产日期"] = operating
        if stage in ("已停产", "已终止"):
            row["停产或退出日期"] = later(operating, 20, 120, scene)
    return row


@recipe("investments", after=("settled_firms",))
def investments(scene: Scene) -> Iterator[Row]:
    serial = 0
    for firm in scene.rows("settled_firms"):
        begun = firm.get("用地落实日期") or firm.get("签约日期")
        if not begun or firm["落地阶段"] not in ("用地已落实", "在建", "已投产"):
            continue
        share = (
            float(scene.rng.uniform(0.5, 1.0)) if firm["落地阶段"] == "已投产" else float(scene.rng.uniform(0.1, 0.5))
        )
        fen = round(firm["协议投资额"] * 100 * share)
        for part in share_out(fen, scene.rng.uniform(0.6, 1.4, scene.whole(1, 4)).tolist()):
            proof = scene.pick(("银行凭证", "审计报告", "其他材料", "暂无"), (7, 2, 0.6, 0.4))
            proved = proof in ("银行凭证", "审计报告")
            yield {
                "到位编号": scene.number(serial, "DW"), "招商项目编号": firm["招商项目编号"], "到位日期": scene.day(begun),
                "到位金额": part / 100, "投资内容": scene.pick(USES), "到位证明": proof,
                "证明文号": _proof(scene, proof, serial) if proved else None,
                "出具单位": f"{scene.pick(BANKS)}{scene.county.short}支行" if proof == "银行凭证" else None,
            }  # fmt: skip
            serial += 1


def _proof(scene: Scene, proof: str, serial: int) -> str:
    """The number of a paper; now and then one that proves another sum already."""
    used = serial - 1 if serial and scene.chance(0.015) else serial
    return f"{'HD' if proof == '银行凭证' else 'SJ'}-{scene.code}-{used:04d}"


@recipe("park_followups", after=("parks", "settled_firms"))
def park_followups(scene: Scene) -> Iterator[Row]:
    firms, yards = scene.rows("settled_firms"), scene.rows("parks")
    titles = {
        "走访企业": "走访了解生产经营和用工情况", "协调解决问题": "协调解决用电增容问题", "政策宣传": "宣讲稳岗和税费政策",
        "政策兑现": "兑现招商引资奖补", "减税降费": "落实增值税和所得税优惠", "代办审批": "代办施工许可手续",
    }  # fmt: skip
    for serial in range(scene.some(4, 11)):
        kind = scene.pick(list(titles), (5, 3, 2, 2, 2, 1))
        day = scene.day(date(2021, 3, 1))
        firm = scene.pick(firms) if firms and kind != "政策宣传" else None
        solved = later(day, 3, 40, scene) if scene.chance(0.85) else None
        money = kind in ("政策兑现", "减税降费")
        yield {
            "服务编号": scene.number(serial, "FW"), "服务事项": titles[kind], "服务类别": kind, "县": scene.name,
            "招商项目编号": firm and firm["招商项目编号"], "服务企业": firm and firm["企业名称"],
            "产业园区": scene.pick(yards)["园区名称"] if yards and firm is None else None,
            "办理单位": f"{scene.name}{scene.pick(('投资促进局', '税务局', '发展和改革局'))}", "参与市区": scene.county.district,
            "服务日期": day, "政策依据": "招商引资优惠办法" if money else None,
            "减免或兑现金额": scene.whole(20, 900) * 1000 if money else None, "惠及企业数": scene.whole(4, 40) if firm is None else 1,
            "办结期限": day + timedelta(days=30), "办结日期": solved, "办理结果": "已办结，企业表示满意" if solved else None,
        }  # fmt: skip


@recipe("private_capital", after=("projects",))
def private_capital(scene: Scene) -> Iterator[Row]:
    projects = [row for row in scene.rows("projects") if row["项目类别"] == "产业" and row["资金类别"] == "财政援助"]
    for serial in range(scene.some(1, 4)):
        project = scene.pick(projects) if projects and scene.chance(0.7) else None
        name, code = scene.firm(("农业发展", "文化旅游", "新能源"))
        town, _village = scene.home()
        field = scene.pick(("特色种养", "农产品加工", "乡村旅游", "基础设施"))
        agreed, day = scene.amount(900), scene.day(date(2021, 2, 1), date(2021, 10, 31))
        arrived = later(day, 15, 160, scene)
        yield {
            "社会资本编号": scene.number(serial, "SH"), "投入项目名称": f"{town or scene.county.short}{field}合作项目", "县": scene.name,
            "乡镇": town, "投资主体": name, "统一社会信用代码": code, "投入方式": scene.pick(("股权投资", "自建项目", "信贷资金")),
            "投向领域": field, "帮扶项目编号": project and project["项目编号"],
            "引导财政资金": project and project["协作资金(万元)"], "约定社会投入": agreed, "约定日期": day,
            "实际社会投入": round(agreed * float(scene.rng.uniform(0.4, 1.0)), 2) if arrived else None, "投入日期": arrived,
            "到位证明": scene.pick(("银行凭证", "审计报告", "其他材料"), (6, 2, 1)) if arrived else None, "已列入到位投资台账": "否",
        }  # fmt: skip


@recipe("fairs", per=(COUNTIES, DISTRICTS, CITIES))
def fairs(scene: Scene) -> Iterator[Row]:
    kinds = {
        "成果交易会": "协作成果交易会",
        "产品展示会": "农特产品展销会",
        "经贸洽谈会": "产销对接洽谈会",
        "招商推介会": "招商推介会",
    }
    county = scene.place.kind == COUNTIES
    for serial in range(scene.some(0, 2) if county else scene.some(2, 5)):
        kind = scene.pick(list(kinds))
        day = scene.day(date(2021, 3, 20), date(2021, 12, 10))
        platform = scene.pick(("粤港澳大湾区", "湾企入桂", "RCEP", "深巴大健康合作试验区", None), (4, 3, 1, 1, 3))
        east, west = scene.whole(8, 60), scene.whole(8, 80)
        yield {
            "活动编号": scene.number(serial, "ZH"), "活动名称": f"2021年{scene.name}{kinds[kind]}（第{serial + 1}场）", "主办地区": scene.name,
            "活动类别": kind, "依托平台": platform, "举办日期": day, "结束日期": day + timedelta(days=scene.whole(0, 3)),
            "举办地": "广东省深圳市" if not county or scene.chance(0.4) else scene.name,
            "主办单位": f"{scene.name}商务局", "东部参加企业": east, "西部参加企业": west, "参加人次": scene.whole(2, 40) * 100,
            "意向金额": scene.amount(2_600), "现场销售额": scene.amount(45) if kind == "产品展示会" else None,
        }  # fmt: skip


@recipe("deals", per=(COUNTIES, DISTRICTS, CITIES), after=("fairs",))
def deals(scene: Scene) -> Iterator[Row]:
    serial = 0
    for fair in (row for row in scene.rows("fairs") if row["主办地区"] == scene.name):
        for _ in range(scene.whole(1, 4)):
            goods = scene.pick(("水果", "蔬菜", "肉类", "茶叶", "食用菌"))
            state = scene.pick(("意向", "已签合同", "履约中", "已履约", "已终止"), (2, 2, 4, 3, 0.5))
            amount, county = scene.amount(320), scene.county
            done = {"履约中": float(scene.rng.uniform(0.2, 0.8)), "已履约": 1.0}.get(state)
            east, west = scene.firm(("商贸", "供应链", "食品")), scene.firm(("农业发展", "种养"))
            yield {
                "成果编号": scene.number(serial, "CG"), "成果名称": f"{county.short}{goods}采购合作", "活动编号": fair["活动编号"],
                "成果类别": "采购订单", "受益县": county.name, "东部单位": east[0], "西部单位": west[0], "产品或内容": goods,
                "合同金额": amount, "履约状态": state, "签约日期": fair["举办日期"] if state != "意向" else None,
                "履约期限": scene.day(date(2021, 12, 15), date(2022, 12, 31)), "已履约金额": done and round(amount * done, 2),
                "最近跟进日期": later(fair["举办日期"], 5, 90, scene),
            }  # fmt: skip
            serial += 1
