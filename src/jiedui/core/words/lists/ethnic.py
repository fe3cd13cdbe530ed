"""Ethnic groups, GB/T 3304-1991: 56 groups, 97 others not yet identified, 98 naturalised foreigners."""

from jiedui.core.words.codes import Code, CodeList

NAMES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
ALIASES = {"毛南": ("毛难族", "毛难"), "仫佬": ("么佬族", "木佬族"), "德昂": ("崩龙族",), "瑶": ("徭族",)}

ETHNIC = CodeList(
    "ethnic",
    "民族",
    [
        *(
            Code(f"{number:02d}", f"{name}族", (name, str(number), *ALIASES.get(name, ())))
            for number, name in enumerate(NAMES.split(), 1)
        ),
        Code("97", "其他", ("未识别民族", "其他未识别民族", "未识别", "穿青人")),
        Code("98", "外国血统中国籍人士", ("外国血统", "入籍")),
    ],
    source="GB/T 3304-1991",
)
