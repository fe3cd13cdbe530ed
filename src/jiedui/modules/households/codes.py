"""The coded lists of household monitoring. Append only: codes are stored in rows."""

from jiedui.core.words.codes import Code, CodeList

HOUSEHOLD_KIND = CodeList(
    "household_kind",
    "户类型",
    [
        Code("poverty_relieved", "脱贫户", ("脱贫", "建档立卡户", "脱贫不享受政策户", "脱贫享受政策户")),
        Code("general", "一般农户", ("一般户", "农户", "非脱贫户")),
    ],
)
MONITORING = CodeList(
    "monitoring",
    "监测对象类型",
    [
        Code("unstable", "脱贫不稳定户", ("脱贫不稳定", "不稳定户"), tone="warn"),
        Code("marginal", "边缘易致贫户", ("边缘户", "边缘易致贫"), tone="warn"),
        Code("hardship", "突发严重困难户", ("突发困难户", "突发严重困难", "严重困难户"), tone="bad"),
        Code("none", "非监测对象", ("非监测户", "非监测", "否", "无")),
    ],
)
RISK = CodeList(
    "risk",
    "风险类型",
    [
        Code("illness", "因病", ("疾病", "大病", "患病", "因病致贫")),
        Code("schooling", "因学", ("就学", "上学", "教育支出")),
        Code("disability", "因残", ("残疾",)),
        Code("disaster", "因灾", ("自然灾害", "灾害", "受灾")),
        Code("accident", "意外事故", ("因意外事故", "意外", "事故")),
        Code("failed_production", "产业失败", ("因产业项目失败", "产业项目失败", "生产经营失败", "因产业")),
        Code("unstable_job", "务工就业不稳", ("因务工就业不稳", "就业不稳", "就业不稳定", "务工不稳", "失业")),
        Code("no_labour", "缺劳动力", ("因缺劳动力", "无劳动力", "缺劳力")),
        Code("housing", "住房", ("住房安全", "因住房")),
        Code("water", "饮水", ("饮水安全", "因饮水")),
        Code("other", "其他", ("其它",)),
    ],
)
REMOVAL = CodeList(
    "removal",
    "风险消除方式",
    [
        Code("stable", "稳定消除", ("收入稳定消除", "稳定达标", "正常消除")),
        Code("secured", "兜底保障消除", ("兜底消除", "综合保障后消除", "落实综合保障措施")),
        Code("natural", "自然消除", ("整户自然减少", "整户死亡", "整户迁出", "销户")),
    ],
)
HOUSING_GRADE = CodeList(
    "housing_grade",
    "住房等级",
    [
        Code("A", "A级", ("a", "安全", "A 级住房")),
        Code("B", "B级", ("b", "基本安全")),
        Code("C", "C级", ("c", "局部危险", "C级危房")),
        Code("D", "D级", ("d", "整体危险", "D级危房")),
    ],
    source="农村危险房屋鉴定技术导则",
)
WATER_GRADE = CodeList(
    "water_grade",
    "饮水评价",
    [
        Code("good", "达标", ("合格", "安全", "好")),
        Code("basic", "基本达标", ("基本合格", "基本安全")),
        Code("poor", "不达标", ("未达标", "不合格", "不安全")),
    ],
    source="T/CHES 18-2018 农村饮水安全评价准则",
)
WELFARE = CodeList(
    "welfare",
    "低保特困",
    [
        Code("minimum", "农村低保", ("低保", "低保户", "农村最低生活保障", "城市低保")),
        Code("destitute_home", "特困分散供养", ("特困", "特困户", "五保户", "分散供养")),
        Code("destitute_centre", "特困集中供养", ("集中供养",)),
        Code("margin", "低保边缘家庭", ("低保边缘", "低保边缘户")),
        Code("none", "都不是", ("否", "无", "不是", "非低保特困")),
    ],
)
DOCUMENT = CodeList(
    "document",
    "证件类型",
    [
        Code("resident", "居民身份证", ("身份证", "第二代身份证")),
        Code("birth", "出生医学证明", ("出生证", "出生证明")),
        Code("register", "居民户口簿", ("户口簿", "户口本")),
        Code("disability", "残疾人证", ("残疾证",)),
        Code("other", "其他证件", ("其他", "护照", "军人证")),
    ],
)
SCHOOLING = CodeList(
    "schooling",
    "在校状况",
    [
        Code("kindergarten", "学前教育", ("幼儿园", "学前")),
        Code("primary", "小学", ("小学在校",)),
        Code("junior", "初中", ("初中在校", "七年级", "八年级", "九年级")),
        Code("senior", "普通高中", ("高中",)),
        Code("vocational", "中职（含技工）", ("中职", "中专", "技工学校", "职高", "中职技校")),
        Code("college", "高职高专", ("大专", "高职", "专科")),
        Code("university", "本科及以上", ("本科", "大学", "研究生")),
        Code("special", "特殊教育（含送教上门）", ("特殊教育", "送教上门", "特教")),
        Code("dropout", "失学辍学", ("辍学", "失学")),
        Code("none", "非在校生", ("不在校", "非在校", "无", "否")),
    ],
)
HEALTH = CodeList(
    "health",
    "健康状况",
    [
        Code("healthy", "健康", ("良好", "一般")),
        Code("chronic", "长期慢性病", ("慢性病", "慢病")),
        Code("serious", "患有大病", ("大病", "重病")),
        Code("disabled", "残疾", ("有残疾",)),
    ],
)
LABOUR = CodeList(
    "labour_ability",
    "劳动能力",
    [
        Code("skilled", "技能劳动力", ("技能",)),
        Code("ordinary", "普通劳动力", ("普通", "有劳动能力", "劳动力")),
        Code("weak", "弱劳动力或半劳动力", ("弱劳动力", "半劳动力", "半弱劳动力", "弱半劳动力")),
        Code("lost", "丧失劳动力", ("丧失",)),
        Code("none", "无劳动力", ("无劳动能力", "无")),
    ],
)
MEDICAL = CodeList(
    "medical_insurance",
    "医疗保险",
    [
        Code("resident", "城乡居民医保", ("城乡居民基本医疗保险", "居民医保", "新农合", "已参保", "是")),
        Code("employee", "职工医保", ("城镇职工基本医疗保险", "职工基本医疗保险")),
        Code("elsewhere", "异地参保", ("县外参保", "区外参保")),
        Code("none", "未参保", ("否", "无", "没有参保")),
    ],
)
PENSION = CodeList(
    "pension",
    "养老保险",
    [
        Code("resident", "城乡居民养老保险", ("城乡居民基本养老保险", "居民养老", "新农保", "已参保", "是")),
        Code("employee", "职工养老保险", ("城镇职工基本养老保险", "职工养老")),
        Code("drawing", "已领取待遇", ("已领养老金", "领取养老金", "正在领取")),
        Code("young", "不满16周岁或在校", ("不符合参保条件", "不需参保")),
        Code("none", "未参保", ("否", "无")),
    ],
)
MEMBER_CHANGE = CodeList(
    "member_change",
    "增减原因",
    [
        Code("born", "新生儿", ("出生", "新增出生")),
        Code("married_in", "婚入", ("嫁入", "入赘")),
        Code("moved_in", "户籍迁入", ("迁入",)),
        Code("back", "刑满释放或退伍返家", ("刑满释放", "退伍", "返家")),
        Code("other_in", "其他增加", ("收养", "补录")),
        Code("died", "死亡", ("去世", "自然减少")),
        Code("married_out", "婚出", ("嫁出",)),
        Code("moved_out", "户籍迁出", ("迁出", "农转非")),
        Code("prison", "服刑", ("判刑收监",)),
        Code("army", "参军", ("入伍",)),
        Code("missing", "失踪", ("失联",)),
        Code("other_out", "其他减少", ("分户",)),
    ],
)
CLUE_SOURCE = CodeList(
    "clue_source",
    "线索来源",
    [
        Code("applied", "农户自主申报", ("农户申报", "自主申报", "个人申请", "手机申报", "12317")),
        Code("sweep", "干部走访排查", ("干部排查", "走访排查", "基层排查", "集中排查", "日常排查")),
        Code("data", "部门筛查预警", ("部门预警", "部门筛查", "数据预警", "数据比对", "行业预警")),
        Code("public", "信访和媒体反映", ("信访", "媒体反映", "舆情", "来信来访")),
    ],
)
CLUE_RESULT = CodeList(
    "clue_result",
    "办理结果",
    [
        Code("included", "纳入监测", ("纳入", "识别为监测对象", "新增监测对象")),
        Code("added_help", "已是监测对象，增加帮扶", ("补充帮扶", "增加帮扶", "已在监测范围")),
        Code("solved", "风险已解决，不纳入", ("不纳入", "排除风险", "风险排除", "不符合条件", "已解决")),
        Code("duplicate", "重复线索", ("重复",)),
        Code("declined", "农户放弃申请", ("放弃", "自愿放弃", "不同意授权")),
        Code("unfounded", "情况不属实", ("查无此事", "不属实")),
    ],
)
MEASURE_KIND = CodeList(
    "help_kind",
    "措施类型",
    [
        Code("farming", "产业帮扶", ("产业", "产业发展", "种养补助", "以奖代补")),
        Code("job", "就业帮扶", ("就业", "务工", "转移就业", "务工补助")),
        Code("post", "公益性岗位", ("公益岗", "公益岗位")),
        Code("loan", "小额信贷", ("小额贷款", "脱贫人口小额信贷")),
        Code("schooling", "教育资助", ("教育帮扶", "助学", "雨露计划")),
        Code("health", "健康帮扶", ("医疗救助", "健康", "大病救助", "医疗帮扶")),
        Code("housing", "住房保障", ("危房改造", "住房")),
        Code("water", "饮水保障", ("饮水", "饮水安全")),
        Code("welfare", "兜底保障", ("低保", "社会救助", "临时救助", "综合保障", "特困供养")),
        Code("disability", "残疾帮扶", ("残疾人补贴", "残疾补助")),
        Code("relocation", "搬迁后续扶持", ("易地搬迁后续扶持", "后续扶持")),
        Code("insurance", "防贫保险", ("防返贫保险", "商业保险")),
        Code("donation", "社会帮扶", ("捐助", "社会捐助", "爱心捐助")),
        Code("other", "其他", ("其它",)),
    ],
)
EFFECT = CodeList(
    "help_effect",
    "帮扶成效",
    [
        Code("removed", "风险已消除", ("已消除",)),
        Code("clear", "成效明显", ("明显", "好", "较好")),
        Code("some", "有一定成效", ("一般", "有成效")),
        Code("none", "尚未见效", ("无", "不明显", "没有成效")),
    ],
)
UNIT_LEVEL = CodeList(
    "unit_level",
    "监测层级",
    [Code("county", "县", ("县级", "县（市、区）")), Code("village", "村", ("村级", "行政村", "脱贫村"))],
)
