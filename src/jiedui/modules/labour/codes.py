"""The coded lists of labour. Append-only: codes are stored in rows."""

from jiedui.core.words.codes import Code, CodeList

WORKER_TAGS = CodeList(
    "worker_tags",
    "人员类别",
    [
        Code(
            "poverty_relieved",
            "脱贫人口",
            ("脱贫", "脱贫户", "脱贫劳动力", "建档立卡", "建档立卡贫困人口", "建档立卡脱贫户", "脱贫群众"),
        ),
        Code(
            "monitored",
            "监测对象",
            ("监测", "监测户", "防返贫监测对象", "三类人员", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"),
        ),
        Code("relocated", "易地搬迁", ("搬迁", "易地扶贫搬迁", "易地搬迁人口", "搬迁群众")),
        Code("other", "其他农村劳动力", ("其他", "一般农户", "一般户", "其他劳动力", "农村劳动力")),
    ],
)
EMPLOYMENT_STATUS = CodeList(
    "employment_status",
    "就业状态",
    [
        Code("willing", "有意愿", ("有就业意愿", "待就业", "未就业", "求职", "待业", "有外出意愿")),
        Code("recommended", "已推荐", ("推荐", "已推荐岗位"), tone="fine"),
        Code("hired", "已录用", ("录用", "已签约"), tone="fine"),
        Code("arrived", "已到岗", ("到岗", "在岗", "已就业", "就业", "务工中", "在职"), tone="good"),
        Code("stable", "稳定就业", ("稳定", "稳岗"), tone="good"),
        Code("left", "离岗", ("已离岗", "离职", "已离职", "辞职"), tone="warn"),
        Code("returned", "返乡", ("已返乡", "回乡", "离岗返乡", "返乡待业"), tone="warn"),
    ],
)
PARTICIPATION = CodeList(
    "labour_participation",
    "参与方式",
    [
        Code("recruiting", "招聘用工", ("招聘", "用工", "招工", "吸纳就业")),
        Code("directed", "定向开发岗位", ("定向岗位", "爱心岗位", "专属岗位")),
        Code("workshop", "开办帮扶车间", ("帮扶车间", "扶贫车间", "就业帮扶车间")),
        Code("training", "订单式培训", ("订单培训", "联合培训", "培训")),
        Code("mentor", "结对带动创业", ("导师企业", "带动创业", "结对辅导")),
    ],
)
FIRM_POLICY = CodeList(
    "labour_firm_policy",
    "已享受政策",
    [
        Code("retention", "稳岗返还", ("失业保险稳岗返还", "稳岗补贴")),
        Code("insurance", "社保费减免", ("社保减免", "减免社保费", "社会保险补贴", "社保补贴")),
        Code("tax", "税费减免", ("减税降费", "税收减免", "税收优惠", "税收扣减")),
        Code("hiring", "吸纳就业补贴", ("吸纳就业奖补", "用工补贴", "招用补贴", "岗位补贴")),
        Code("training", "以工代训补贴", ("以工代训", "培训补贴")),
        Code("rent", "场地租金减免", ("租金减免", "水电租金补贴", "场租补贴")),
        Code("loan", "贷款贴息", ("贴息", "创业担保贷款")),
        Code("other", "其他", ("其它",)),
    ],
)
BOARD = CodeList(
    "board_and_lodging",
    "食宿条件",
    [
        Code("both", "包吃包住", ("包食宿", "提供食宿", "包吃住", "食宿全包")),
        Code("board", "包吃不包住", ("包吃", "包餐", "提供工作餐")),
        Code("lodging", "包住不包吃", ("包住", "提供住宿", "提供宿舍")),
        Code("allowance", "食宿补贴", ("有食宿补贴", "餐补房补", "餐补", "房补")),
        Code("none", "不包食宿", ("不提供", "自理", "食宿自理")),
    ],
)
VACANCY_STATUS = CodeList(
    "vacancy_status",
    "岗位状态",
    [
        Code("open", "招聘中", ("在招", "有效", "招工中")),
        Code("filled", "已招满", ("招满", "已满")),
        Code("withdrawn", "已撤回", ("停招", "停止招聘", "撤回", "已下架")),
    ],
)
FAIR_KIND = CodeList(
    "job_fair_kind",
    "举办形式",
    [
        Code("offline", "线下", ("现场", "现场招聘会", "线下招聘会")),
        Code("online", "线上", ("网络", "网络招聘会", "线上招聘会", "直播带岗", "直播")),
        Code("both", "线上线下结合", ("线上+线下", "线上线下", "线下+线上")),
    ],
)
FAIR_THEME = CodeList(
    "job_fair_theme",
    "专场类别",
    [
        Code(
            "collaboration",
            "东西部劳务协作专场",
            ("劳务协作专场", "粤桂劳务协作专场", "粤桂协作专场", "东西部协作专场"),
        ),
        Code(
            "low_income",
            "低收入人口专场",
            ("脱贫人口专场", "脱贫劳动力专场", "扶贫专场", "就业帮扶专场", "就业援助专场"),
        ),
        Code("resettlement", "易地搬迁安置区专场", ("搬迁安置点专场", "易地搬迁专场", "安置区专场")),
        Code("spring", "春风行动专场", ("春风行动", "春风行动招聘会")),
        Code("women", "妇女专场", ("妇女就业专场", "女性专场")),
        Code("graduates", "高校毕业生专场", ("毕业生专场", "大学生专场")),
        Code("general", "综合招聘会", ("综合", "非专场", "综合性招聘会")),
    ],
)
VEHICLE = CodeList(
    "trip_vehicle",
    "交通工具",
    [
        Code("coach", "包车（大巴）", ("大巴", "客车", "包车", "专车", "大巴车", "专用大巴")),
        Code("train", "高铁（动车）包厢", ("高铁", "动车", "包厢", "高铁包厢", "高铁专厢")),
        Code("special_train", "务工专列", ("专列", "高铁专列", "就业专列")),
        Code("flight", "包机", ("飞机", "航班")),
    ],
)
WORKSHOP_KIND = CodeList(
    "workshop_kind",
    "车间类型",
    [
        Code("factory", "厂房式", ("工厂型", "厂房型", "工厂式", "加工型", "企业厂房")),
        Code("home", "居家式", ("居家型", "分散加工", "家庭作坊", "居家加工")),
        Code("farming", "种养式", ("种养型", "种植养殖", "种养殖", "农业基地", "基地型")),
        Code("trade", "贸易流通式", ("贸易型", "商贸流通", "电商型", "贸易流通型")),
        Code("culture", "文旅式", ("文化旅游", "文旅型", "旅游型", "文旅")),
    ],
)
WORKSHOP_STATUS = CodeList(
    "workshop_status",
    "运行状态",
    [
        Code("active", "正常运行", ("运行", "运行中", "正常", "在运行", "正常生产", "开工")),
        Code("idle", "停工闲置", ("停工", "闲置", "停产", "暂停", "未复工")),
        Code("closed", "已关闭", ("关闭", "撤销", "已撤销", "注销", "退出")),
    ],
)
WELFARE_POST = CodeList(
    "welfare_post_kind",
    "岗位类型",
    [
        Code("cleaning", "保洁员", ("乡村保洁", "保洁", "环卫", "卫生保洁")),
        Code("forest", "护林员", ("生态护林员", "护林")),
        Code("road", "护路员", ("公路养护", "乡村道路维护", "护路", "道路养护")),
        Code("water", "管水员", ("护河员", "河道管护", "水利管护", "护水", "饮水管护")),
        Code("security", "治安协管", ("治安巡逻", "保安", "社会治安协管", "交通协管")),
        Code("care", "养老托幼照护", ("养老护理", "孤寡老人照护", "留守儿童看护", "护理员", "托幼")),
        Code(
            "service",
            "公共服务协管",
            ("劳动保障协理", "村级就业信息员", "就业信息员", "图书管理员", "协管员", "便民服务"),
        ),
        Code("epidemic", "疫情防控", ("防疫员", "防疫", "疫情防控岗")),
        Code("other", "其他", ("其它",)),
    ],
)
TRAINING = CodeList(
    "labour_training",
    "培训工程",
    [
        Code("chef", "粤菜师傅", ("“粤菜师傅”", "粤菜师傅工程", "粤菜")),
        Code("technician", "广东技工", ("“广东技工”", "广东技工工程", "技工")),
        Code("housekeeping", "南粤家政", ("“南粤家政”", "南粤家政工程", "家政")),
        Code("farming", "农村实用技术", ("实用技术", "农技培训", "种养技术")),
        Code("startup", "创业培训", ("创业", "SYB培训", "SYB")),
        Code("other", "其他技能培训", ("其他", "技能培训", "其它", "岗前培训")),
    ],
)
TRAINING_RESULT = CodeList(
    "labour_training_result",
    "培训结果",
    [
        Code("training", "在训", ("培训中", "在培")),
        Code("completed", "结业", ("合格", "已结业", "培训合格", "完成", "毕业")),
        Code("failed", "不合格", ("未合格", "考核不合格", "未通过")),
        Code("withdrawn", "退训", ("中途退出", "退学", "退出", "未参训")),
    ],
)
TRAINING_NEED = CodeList(
    "labour_training_need",
    "需求状态",
    [
        Code("open", "待安排", ("未安排", "待培训", "有需求")),
        Code("arranged", "已安排", ("安排中", "已报名", "在训")),
        Code("met", "已参训", ("已培训", "已满足", "完成")),
        Code("dropped", "不再需要", ("放弃", "已就业不需", "取消")),
    ],
)
ENROLMENT_KIND = CodeList(
    "enrolment_kind",
    "招生类别",
    [
        Code(
            "junior_leaver", "两后生（初中）", ("初中两后生", "两后生", "初中毕业未升学", "“两后生”", "两后生技能培养")
        ),
        Code("senior_leaver", "两后生（高中）", ("高中两后生", "高中毕业未升学")),
        Code("technician", "技工院校", ("技校", "技工教育", "技工学校", "技师学院")),
        Code("secondary", "中等职业学校", ("中职", "中专", "职高", "中职学校", "职业高中")),
        Code("college", "高等职业院校", ("高职", "高职高专", "大专", "高职院校")),
    ],
)
STUDY_STATUS = CodeList(
    "study_status",
    "在读状态",
    [
        Code("studying", "在读", ("在校", "就读", "正常在读")),
        Code("suspended", "休学", ("保留学籍",)),
        Code("withdrawn", "退学", ("未报到", "辍学", "已退学", "放弃入学")),
        Code("graduated", "毕业", ("已毕业", "结业")),
    ],
)
LABOUR_SUBSIDY = CodeList(
    "labour_subsidy",
    "补贴种类",
    [
        Code("travel", "外出务工交通补贴", ("交通补贴", "交通补助", "一次性交通补贴", "路费补贴", "跨省务工交通补助")),
        Code(
            "retention", "稳岗就业补贴", ("稳岗补贴", "稳定就业补贴", "务工奖补", "稳就业奖补", "劳务补助", "劳务奖补")
        ),
        Code("job_seeking", "求职创业补贴", ("求职补贴", "求职补助")),
        Code("startup", "一次性创业补贴", ("创业补贴", "创业扶持补贴", "创业奖补")),
        Code("training", "培训生活费补贴", ("培训补贴", "培训生活补贴", "培训误工补贴")),
        Code("spring", "留工稳岗慰问", ("留工补贴", "留工红包", "就地过年补贴", "留岗红包")),
        Code("other", "其他", ("其它",)),
    ],
)
CLAIM_STATUS = CodeList(
    "labour_claim_status",
    "办理状态",
    [
        Code("claimed", "已申请", ("申请", "受理", "待审核", "审核中")),
        Code("approved", "审核通过", ("已审核", "通过", "待发放", "公示")),
        Code("paid", "已发放", ("发放", "已兑现", "到账", "已拨付")),
        Code("refused", "未通过", ("不通过", "退回", "不符合")),
    ],
)
