"""The coded lists of village building. Append only: codes are stored in rows."""

from jiedui.core.words.codes import Code, CodeList

SITE_KIND = CodeList(
    "site_kind",
    "点位类型",
    [
        Code("village", "行政村", ("村", "社区")),
        Code("hamlet", "自然屯", ("屯", "自然村", "村民小组")),
        Code("resettlement", "易地搬迁安置点", ("安置点", "搬迁安置点", "易地扶贫搬迁安置点", "安置小区", "安置区")),
        Code("other", "其他", ("其它",)),
    ],
)
DEMONSTRATION = CodeList(
    "demonstration",
    "示范类别",
    [
        Code("consolidation", "巩固拓展脱贫攻坚成果示范点", ("巩固脱贫成果示范点", "巩固拓展示范点", "成果巩固示范点")),
        Code("revitalisation", "乡村振兴示范点", ("振兴示范点", "乡村振兴示范村")),
        Code("none", "非示范点", ("否", "无", "不是")),
    ],
)
FOCUS = CodeList(
    "focus",
    "五个重点",
    [
        Code("industry", "产业协作", ("产业合作", "产业")),
        Code("labour", "劳务协作", ("劳务", "就业")),
        Code("consumption", "消费帮扶", ("消费协作", "消费")),
        Code("talent", "人才支援", ("人才",)),
        Code("society", "社会助力", ("社会帮扶", "社会参与", "社会")),
    ],
)
SITE_STATUS = CodeList(
    "site_status",
    "建设状态",
    [
        Code("proposed", "谋划", ("拟选", "储备", "待定")),
        Code("chosen", "已确定", ("确定", "已批复")),
        Code("building", "建设中", ("在建", "创建中")),
        Code("built", "已建成", ("建成", "已完工")),
        Code("accepted", "已验收", ("验收", "通过验收")),
        Code("withdrawn", "已退出", ("退出", "取消", "调出")),
    ],
)
SITE_MEASURE = CodeList(
    "site_measure",
    "对比指标",
    [
        Code("income", "人均可支配收入", ("人均收入", "人均纯收入")),
        Code("collective", "村集体经济收入", ("集体经济", "集体经济收入", "村集体收入")),
        Code("jobs", "就业人数", ("务工人数", "稳定就业人数")),
        Code("near_home", "就近就业人数", ("家门口就业人数", "车间就业人数")),
        Code("monitored", "监测户数", ("未消除风险户数", "监测对象户数")),
        Code("area", "特色产业面积", ("产业面积", "种植面积")),
        Code("visitors", "接待游客", ("游客人次", "旅游接待")),
        Code("sales", "农产品销售额", ("销售额", "消费帮扶金额")),
        Code("roads", "硬化道路", ("道路硬化", "道路里程")),
        Code("water", "自来水入户", ("通自来水户数", "饮水入户")),
        Code("waste", "生活垃圾收运覆盖", ("垃圾收运", "垃圾处理")),
        Code("services", "公共服务项目", ("服务项目数",)),
        Code("other", "其他", ("其它",)),
    ],
)
RESULT_UNIT = CodeList(
    "result_unit",
    "计量单位",
    [
        Code("yuan", "元", ()),
        Code("wan", "万元", ()),
        Code("person", "人", ()),
        Code("visit", "人次", ()),
        Code("household", "户", ()),
        Code("mu", "亩", ()),
        Code("kilometre", "公里", ("千米", "km")),
        Code("item", "个", ("项", "处")),
        Code("percent", "%", ("百分比", "百分数")),
    ],
)
WORK_CLASS = CodeList(
    "work_class",
    "五个一批",
    [
        Code("industry", "乡村特色产业", ("特色产业", "产业", "发展一批乡村特色产业")),
        Code("infrastructure", "乡村基础设施", ("基础设施", "改善一批乡村基础设施")),
        Code("service", "乡村公共服务", ("公共服务", "提升一批乡村公共服务")),
        Code("beauty", "美丽乡村样板", ("美丽乡村", "塑造一批美丽乡村样板", "风貌提升")),
        Code("digital", "数字乡村建设试点", ("数字乡村", "数字乡村试点", "开展一批数字乡村建设试点")),
    ],
    source="深圳市2021年东西部协作工作计划（征求意见稿）第26条",
)
WORK_STATUS = CodeList(
    "work_status",
    "工程状态",
    [
        Code("planned", "谋划", ("储备", "前期", "未立项")),
        Code("approved", "已批复", ("已立项", "未开工")),
        Code("building", "在建", ("施工中", "建设中")),
        Code("finished", "已完工", ("完工", "竣工")),
        Code("accepted", "已验收", ("验收合格",)),
        Code("stopped", "停工", ("停建", "暂停")),
    ],
)
TECHNOLOGY = CodeList(
    "technology",
    "技术手段",
    [
        Code("blockchain", "区块链", ()),
        Code("big_data", "大数据", ("数据",)),
        Code("ai", "人工智能", ("AI", "智能")),
        Code("iot", "物联网", ("传感器",)),
        Code("5g", "5G", ("5g网络",)),
        Code("video", "视频监控", ("雪亮工程", "监控")),
        Code("app", "手机应用", ("小程序", "APP", "微信")),
        Code("other", "其他", ("其它",)),
    ],
)
PILOT_USE = CodeList(
    "pilot_use",
    "应用场景",
    [
        Code("governance", "乡村治理", ("治理", "积分制", "村务公开")),
        Code("monitoring", "防返贫监测", ("监测预警", "防止返贫监测")),
        Code("farming", "智慧农业", ("农业生产", "数字农业", "溯源")),
        Code("trade", "农村电商", ("电商", "直播带货")),
        Code("health", "远程医疗", ("医疗", "互联网医疗")),
        Code("school", "远程教育", ("教育", "同步课堂")),
        Code("service", "便民服务", ("政务服务", "一站式服务")),
        Code("safety", "平安乡村", ("安防", "防汛预警")),
        Code("other", "其他", ("其它",)),
    ],
)
PILOT_STATUS = CodeList(
    "pilot_status",
    "试点状态",
    [
        Code("preparing", "筹备", ("谋划", "研究")),
        Code("building", "建设中", ("在建",)),
        Code("running", "运行中", ("在用", "上线运行", "正常运行")),
        Code("idle", "闲置", ("停用", "未使用")),
        Code("ended", "已结束", ("结束", "验收结束")),
    ],
)
UPKEEP = CodeList(
    "upkeep_kind",
    "管护事项",
    [
        Code("patrol", "日常巡查", ("巡查", "巡护", "检查")),
        Code("repair", "维修", ("修复", "维护", "抢修")),
        Code("replace", "更换设备", ("更换", "换件")),
        Code("clean", "清扫清淤", ("保洁", "清淤", "清洁")),
        Code("test", "水质检测", ("检测", "化验")),
        Code("other", "其他", ("其它",)),
    ],
)
UPKEEP_MONEY = CodeList(
    "upkeep_money",
    "经费来源",
    [
        Code("collective", "村集体经济收入", ("村集体", "集体经济")),
        Code("fiscal", "财政补助", ("财政资金", "财政")),
        Code("post", "公益性岗位", ("公益岗",)),
        Code("fees", "用户缴费", ("水费", "收费")),
        Code("operator", "经营主体承担", ("经营主体", "企业承担")),
        Code("other", "其他", ("其它",)),
    ],
)
ECONOMY_MODEL = CodeList(
    "economy_model",
    "发展模式",
    [
        Code("shares", "入股分红", ("入股", "分红", "投资收益")),
        Code("lease", "资产租赁", ("租赁", "出租", "厂房出租")),
        Code("own", "自主经营", ("自营", "合作社经营")),
        Code("service", "服务创收", ("生产服务", "劳务服务")),
        Code("solar", "光伏发电", ("光伏", "光伏电站")),
        Code("tourism", "乡村旅游", ("旅游",)),
        Code("other", "其他", ("其它",)),
    ],
)
PLAN_STATUS = CodeList(
    "farming_plan_status",
    "编制状态",
    [
        Code("commissioned", "已委托", ("委托", "启动")),
        Code("drafting", "编制中", ("正在编制",)),
        Code("comments", "征求意见", ("征求意见稿",)),
        Code("reviewed", "已评审", ("通过评审", "专家评审")),
        Code("issued", "已印发", ("印发", "发布", "已发布")),
    ],
)
