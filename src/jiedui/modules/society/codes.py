"""The coded lists of society's part in the collaboration."""

from jiedui.core.words.codes import Code, CodeList

DONOR_KIND = CodeList(
    "donor_kind",
    "捐赠方类别",
    [
        Code("private_firm", "民营企业", ("民企", "企业", "私营企业", "爱心企业")),
        Code("state_firm", "国有企业", ("国企", "央企", "国资企业")),
        Code("foundation", "基金会和慈善组织", ("基金会", "慈善会", "慈善组织", "红十字会")),
        Code("association", "商协会", ("商会", "行业协会", "协会", "工商联")),
        Code("public", "机关事业单位", ("机关", "事业单位", "政府部门", "学校", "医院")),
        Code("group", "社会团体", ("社会组织", "群团组织", "民间团体", "志愿组织")),
        Code("individual", "个人", ("爱心人士", "市民", "个人捐赠")),
        Code("other", "其他", ("其它",)),
    ],
)
DONATION_FORM = CodeList(
    "donation_form",
    "捐赠形式",
    [
        Code("cash", "资金", ("现金", "货币", "捐款", "捐资", "善款")),
        Code("kind", "物资", ("实物", "捐物", "物资折价", "物品", "设备")),
        Code("service", "服务", ("无偿服务", "公益服务", "技术服务")),
    ],
)
DONATION_PURPOSE = CodeList(
    "donation_purpose",
    "捐赠用途",
    [
        Code("education", "捐资助学", ("助学", "教育", "教育帮扶", "奖学金", "校园建设")),
        Code("medical", "医疗救助", ("医疗", "健康", "卫生", "大病救助")),
        Code("relief", "困难群众慰问救助", ("慰问", "救助", "困难群众", "临时救助", "送温暖")),
        Code("industry", "产业发展", ("产业", "产业帮扶", "消费帮扶")),
        Code("infrastructure", "基础设施", ("基建", "乡村建设", "道路", "饮水")),
        Code("employment", "就业帮扶", ("就业", "技能培训", "劳务协作")),
        Code("epidemic", "疫情防控", ("防疫", "抗疫", "防疫物资")),
        Code("disaster", "救灾", ("抗灾", "灾后重建", "防汛")),
        Code("other", "其他", ("其它", "不限定", "未指定", "公益慈善")),
    ],
)
PAIR_WAY = CodeList(
    "firm_village_way",
    "帮扶方式",
    [
        Code("industry", "产业兴村", ("产业", "产业帮扶", "投资兴业")),
        Code("consumption", "消费兴村", ("消费", "消费帮扶", "采购农产品")),
        Code("employment", "就业兴村", ("就业", "招工", "就业帮扶")),
        Code("donation", "公益帮扶", ("公益", "捐赠", "捐资", "捐资助学")),
        Code("collective", "壮大村集体经济", ("村集体经济", "集体经济")),
        Code("training", "技能和人才帮扶", ("培训", "技术帮扶", "智力帮扶")),
        Code("building", "乡村建设", ("基础设施", "人居环境", "美丽乡村")),
        Code("other", "其他", ("其它",)),
    ],
)
TEAM_KIND = CodeList(
    "volunteer_team_kind",
    "队伍类别",
    [
        Code("science", "科技志愿服务队", ("科技", "科技志愿者", "科协", "农业科技")),
        Code("medical", "医疗志愿服务队", ("医疗", "义诊", "医院", "健康")),
        Code("education", "支教志愿服务队", ("支教", "教育", "高校", "学校", "大学生")),
        Code("association", "行业协会志愿服务队", ("行业协会", "商会", "协会")),
        Code("firm", "企业志愿服务队", ("企业", "企事业单位", "银行")),
        Code("youth", "青年志愿服务队", ("青年", "共青团", "团委", "三支一扶", "西部计划")),
        Code("social", "社会组织志愿服务队", ("社会组织", "民间团体", "义工", "义工联", "社工")),
        Code("other", "其他", ("其它",)),
    ],
)
SERVICE_KIND = CodeList(
    "volunteer_service_kind",
    "服务内容",
    [
        Code("farming", "农业科技服务", ("农技", "农业技术", "种养技术", "科技下乡")),
        Code("medical", "义诊和健康", ("义诊", "健康宣教", "医疗")),
        Code("education", "支教助学", ("支教", "助学", "课业辅导", "教育")),
        Code("care", "关爱帮扶", ("关爱", "慰问", "陪伴", "留守儿童", "敬老")),
        Code("culture", "文化体育", ("文体", "文艺演出", "文化下乡")),
        Code("planning", "规划和咨询", ("规划", "咨询", "法律咨询", "乡村规划")),
        Code("selling", "电商和销售", ("电商", "直播助农", "助销")),
        Code("environment", "环境整治", ("环保", "人居环境", "清洁家园")),
        Code("other", "其他", ("其它",)),
    ],
)
RESEARCH_KIND = CodeList(
    "joint_research_kind",
    "课题类别",
    [
        Code("research", "联合课题研究", ("课题", "课题研究", "调研课题", "软科学研究")),
        Code("technology", "技术攻关", ("科技攻关", "科研项目", "技术研发")),
        Code("planning", "规划编制", ("规划", "现代农业发展规划", "发展规划", "乡村规划")),
    ],
)
RESEARCH_STAGE = CodeList(
    "joint_research_stage",
    "进展阶段",
    [
        Code("proposed", "拟立项", ("意向", "筹备", "申报中")),
        Code("running", "研究中", ("在研", "进行中", "实施中", "编制中")),
        Code("finished", "已结题", ("结题", "完成", "已完成", "已验收", "通过评审")),
        Code("stopped", "已终止", ("终止", "撤销", "中止")),
    ],
)
COOPERATION_WAY = CodeList(
    "vocational_way",
    "合作方式",
    [
        Code("order_class", "订单班", ("订单培养", "定向班", "冠名班")),
        Code("internship", "实习实训", ("实习", "顶岗实习", "实训", "实训基地")),
        Code("joint_school", "共建专业或学院", ("共建专业", "产业学院", "联合办学", "共建学院")),
        Code("recruiting", "招聘就业", ("招聘", "校园招聘", "就业推荐", "就业")),
        Code("teachers", "师资交流", ("师资培训", "教师交流", "技师进校园")),
        Code("equipment", "捐赠设备", ("设备捐赠", "共建实训室")),
        Code("other", "其他", ("其它", "合作交流")),
    ],
)
