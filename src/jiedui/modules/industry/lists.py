"""The code lists of industry."""

from jiedui.core.words.codes import Code, CodeList

FIRM_STAGE = CodeList(
    "firm_stage",
    "落地阶段",
    [
        Code("lead", "在谈", ("线索", "招商线索", "洽谈", "在谈项目", "意向")),
        Code("signed", "已签约", ("签约", "签约未开工")),
        Code("land", "用地已落实", ("用地落实", "拿地", "供地", "已拿地", "厂房已落实")),
        Code("building", "在建", ("开工", "已开工", "建设中", "在建中")),
        Code("operating", "已投产", ("投产", "运营", "已运营", "投产运营", "正常生产")),
        Code("stopped", "已停产", ("停产", "停工", "停业")),
        Code("withdrawn", "已终止", ("终止", "撤资", "退出", "已退出")),
    ],
)
PROOF = CodeList(
    "investment_proof",
    "到位证明",
    [
        Code("bank", "银行凭证", ("银行", "银行流水", "银行回单", "银行进账单", "银行证明")),
        Code("audit", "审计报告", ("审计", "验资报告", "审计（验资）报告", "专项审计", "会计师事务所报告")),
        Code("other", "其他材料", ("其他", "合同", "发票", "企业自报", "统计报表")),
        Code("none", "暂无", ("无", "没有", "未提供", "待补")),
    ],
)
PROVED = ("bank", "audit")
FARMING_STAGE = CodeList(
    "farming_stage",
    "生产阶段",
    [
        Code("preparing", "筹建", ("筹备", "未投产", "建设期", "待实施")),
        Code("growing", "培育期", ("幼树期", "培育", "未挂果", "生长期", "育成期")),
        Code("producing", "投产未达产", ("投产", "已投产", "初产", "部分投产")),
        Code("full", "已达产", ("达产", "达产稳产", "稳产", "满产", "盛产期")),
        Code("ended", "已终止", ("终止", "失败", "停止", "撂荒")),
    ],
)
LEVEL = CodeList(
    "risk_level",
    "风险等级",
    [
        Code("low", "低", ("低风险", "一般", "正常")),
        Code("middle", "中", ("中风险", "关注")),
        Code("high", "高", ("高风险", "预警")),
    ],
)
STORAGE_KIND = CodeList(
    "storage_kind",
    "设施类别",
    [
        Code("storage", "仓储", ("仓库", "仓储设施", "常温仓储")),
        Code("cold_chain", "冷链", ("冷库", "冷藏", "保鲜库", "气调库", "冷链物流")),
        Code("sorting", "分拣包装", ("分拣", "包装", "分拣中心", "集散分拣")),
        Code("processing", "初加工", ("加工", "产地初加工", "烘干")),
        Code("logistics", "物流配送", ("物流", "配送", "物流配送中心")),
    ],
)
VILLAGE_KIND = CodeList(
    "tourism_village_kind",
    "村庄类别",
    [
        Code("historic", "历史文化名村", ("历史文化村", "名村")),
        Code("traditional", "传统村落", ("中国传统村落", "古村落")),
        Code("ethnic", "少数民族特色村寨", ("民族特色村寨", "民族村寨", "特色村寨")),
        Code("scenic", "特色景观旅游名村", ("景观旅游名村", "旅游名村", "特色景观旅游村")),
        Code("other", "其他特色村", ("其他", "其它")),
    ],
)
FAIR_KIND = CodeList(
    "fair_kind",
    "活动类别",
    [
        Code("trade_fair", "成果交易会", ("交易会", "博览会", "农博会")),
        Code("show", "产品展示会", ("展示会", "展销会", "展览", "产品展")),
        Code("talks", "经贸洽谈会", ("洽谈会", "对接会", "产销对接会")),
        Code("promotion", "招商推介会", ("推介会", "招商会", "招商活动", "招商")),
        Code("other", "其他", ("其它", "论坛", "考察")),
    ],
)
PLATFORM = CodeList(
    "cooperation_platform",
    "依托平台",
    [
        Code("rcep", "RCEP", ("区域全面经济伙伴关系协定", "RCEP平台")),
        Code("bay_firms", "湾企入桂", ("湾企入桂行动", "百企入桂", "三企入桂")),
        Code("health_zone", "深巴大健康合作试验区", ("深巴大健康", "深巴试验区", "巴马大健康")),
        Code("bay_area", "粤港澳大湾区", ("大湾区",)),
        Code("asean", "东盟博览会", ("中国—东盟博览会", "东博会", "中国-东盟博览会")),
        Code("corridor", "陆海新通道", ("国际陆海贸易新通道", "西部陆海新通道")),
        Code("other", "其他", ("其它", "无")),
    ],
)
DEAL_KIND = CodeList(
    "deal_kind",
    "成果类别",
    [
        Code("purchase", "采购订单", ("采购", "订单", "购销", "购销合同")),
        Code("investment", "投资项目", ("投资", "招商项目")),
        Code("technology", "技术合作", ("技术", "技术服务")),
        Code("trade", "外贸出口", ("外贸", "出口", "出口加工")),
        Code("framework", "战略合作", ("框架协议", "合作协议", "战略协议")),
    ],
)
DEAL_STATE = CodeList(
    "deal_state",
    "履约状态",
    [
        Code("intent", "意向", ("意向协议", "达成意向")),
        Code("contract", "已签合同", ("签约", "已签约", "合同")),
        Code("performing", "履约中", ("执行中", "正在履行", "部分履约")),
        Code("done", "已履约", ("完成", "已完成", "履约完毕")),
        Code("dropped", "已终止", ("终止", "取消", "未履约")),
    ],
)
MILESTONE = CodeList(
    "milestone_stage",
    "推进阶段",
    [
        Code("idea", "谋划", ("策划", "谋划中", "研究", "前期谋划")),
        Code("site", "选址", ("选址中", "已选址")),
        Code("feasibility", "可行性研究", ("可研", "可研中", "论证", "可行性论证")),
        Code("approved", "已批复", ("批复", "立项", "已立项", "备案")),
        Code("building", "在建", ("建设中", "开工", "已开工")),
        Code("operating", "已建成运行", ("运行", "运营", "已建成", "投用")),
        Code("shelved", "暂缓", ("搁置", "终止", "不可行")),
    ],
)
GOODS = CodeList(
    "reserve_goods",
    "储备品类",
    [
        Code("pork", "猪肉", ("冻猪肉", "生猪")),
        Code("grain", "粮食", ("大米", "稻谷", "粮油")),
        Code("epidemic", "防疫物资", ("防疫", "疫情防控物资", "医疗物资")),
        Code("vegetable", "蔬菜水果", ("果蔬", "蔬菜", "水果")),
        Code("other", "其他", ("其它",)),
    ],
)
CHAIN_ROLE = CodeList(
    "chain_role",
    "链上角色",
    [
        Code("headquarters", "总部", ("企业总部", "集团总部", "链主")),
        Code("regional", "区域总部", ("分总部", "广西总部", "区域中心")),
        Code("processing", "精深加工基地", ("加工基地", "深加工", "生产基地")),
        Code("base", "原料基地", ("种植基地", "养殖基地", "供应基地")),
        Code("sales", "购销中心", ("营销中心", "采购中心", "集散中心")),
    ],
)
FOLLOW_UP = CodeList(
    "follow_up_kind",
    "服务类别",
    [
        Code("visit", "走访企业", ("走访", "企业走访", "调研")),
        Code("problem", "协调解决问题", ("问题协调", "协调问题", "解决问题", "项目跟踪服务")),
        Code("publicity", "政策宣传", ("政策宣讲", "送政策", "宣传")),
        Code("policy", "政策兑现", ("兑现奖补", "政策落实", "奖补", "补贴")),
        Code("tax", "减税降费", ("税费减免", "减税", "降费", "税收优惠")),
        Code("permit", "代办审批", ("审批代办", "帮办代办", "手续代办")),
    ],
)
CAPITAL_FORM = CodeList(
    "capital_form",
    "投入方式",
    [
        Code("equity", "股权投资", ("股权", "入股", "合资")),
        Code("own_project", "自建项目", ("企业自投", "直接投资", "自筹投入")),
        Code("loan", "信贷资金", ("贷款", "银行贷款", "金融")),
        Code("fund", "基金投入", ("产业基金", "基金")),
        Code("ppp", "政府和社会资本合作", ("PPP", "特许经营")),
        Code("other", "其他", ("其它",)),
    ],
)
