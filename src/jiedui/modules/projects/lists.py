"""The code lists of money, projects and assets."""

from jiedui.core.words.codes import Code, CodeList

PROJECT_CATEGORY = CodeList(
    "project_category",
    "项目类别",
    [
        Code("industry", "产业", ("产业协作", "产业合作", "产业帮扶", "产业项目", "产业发展")),
        Code("labour", "劳务", ("劳务协作", "就业", "就业帮扶", "劳务项目")),
        Code("infrastructure", "基础设施", ("基建", "基础设施建设", "乡村建设")),
        Code("public_service", "公共服务", ("公共服务提升", "教育医疗", "民生")),
        Code("talent", "人才", ("人才支援", "人才培训", "干部人才")),
        Code("consumption", "消费", ("消费协作", "消费帮扶")),
        Code("demonstration", "示范点", ("示范", "示范点建设", "乡村振兴示范点")),
        Code("other", "其他", ("其它",)),
    ],
)
FUND_KIND = CodeList(
    "fund_kind",
    "资金类别",
    [
        Code("fiscal", "财政援助", ("财政援助资金", "财政资金", "财政", "财政帮扶资金", "财政协作资金")),
        Code("donation", "社会捐赠", ("捐赠", "社会捐赠资金", "社会资金", "捐赠资金", "社会帮扶资金")),
    ],
)
TRANCHES = CodeList(
    "tranches",
    "资金批次",
    [
        Code("1", "第一批", ("首批", "第1批", "1批", "第一批次", "首批资金", "提前批", "提前下达")),
        Code("2", "第二批", ("第2批", "2批", "第二批次")),
        Code("3", "第三批", ("第3批", "3批", "第三批次")),
        Code("4", "第四批", ("第4批", "4批", "第四批次")),
        Code("5", "第五批", ("第5批", "5批", "第五批次")),
        Code("6", "第六批", ("第6批", "6批", "第六批次")),
        Code("7", "第七批", ("第7批", "7批", "第七批次")),
        Code("8", "第八批", ("第8批", "8批", "第八批次")),
    ],
)
ASSET_KIND = CodeList(
    "asset_kind",
    "资产类别",
    [
        Code("operating", "经营性", ("经营性资产", "经营类", "经营类资产")),
        Code("public", "公益性", ("公益性资产", "公益类", "公益类资产", "公益性基础设施")),
        Code("household", "到户类", ("到户类资产", "到户", "到户资产")),
    ],
)
