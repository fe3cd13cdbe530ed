"""Invented employers, contractors and project units with valid credit codes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jiedui.demo.geography import County
from jiedui.demo.identity import uscc
from jiedui.demo.series import DEMO, Series

# GB/T 4754 names, the posts found there, the median monthly wage in yuan and the words of firm names.
TRADES: dict[str, tuple[tuple[str, ...], int, tuple[str, ...]]] = {
    "计算机、通信和其他电子设备制造业": (
        ("普工", "质检员", "仓管员", "线长", "焊锡工"),
        5000,
        ("电子", "光电", "精密电路"),
    ),
    "电气机械和器材制造业": (("普工", "装配工", "电工", "叉车工"), 4900, ("电器", "电池", "线缆")),
    "纺织服装、服饰业": (("车位工", "裁剪工", "尾部整理", "质检员"), 4300, ("服饰", "制衣")),
    "皮革、毛皮、羽毛及其制品和制鞋业": (("针车工", "成型工", "普工"), 4200, ("鞋业", "皮具")),
    "家具制造业": (("木工", "打磨工", "油漆工"), 5200, ("家具",)),
    "房屋建筑业": (("钢筋工", "木工", "泥水工", "小工"), 6000, ("建筑工程", "建设")),
    "餐饮业": (("服务员", "厨工", "厨师", "收银员"), 3900, ("餐饮管理", "酒楼")),
    "零售业": (("营业员", "理货员", "收银员"), 3800, ("商贸", "百货")),
    "道路运输业": (("司机", "装卸工", "调度员"), 5800, ("物流", "运输")),
    "邮政业": (("分拣员", "快递员"), 5400, ("速递", "供应链")),
    "居民服务业": (("家政服务员", "月嫂", "护工"), 4600, ("家政服务", "生活服务")),
    "房地产业": (("保安员", "保洁员", "绿化工"), 3600, ("物业管理",)),
    "食品制造业": (("包装工", "操作工", "质检员"), 4100, ("食品",)),
    "农业": (("种植工", "采摘工", "农技员"), 2700, ("农业开发", "生态农业")),
    "畜牧业": (("饲养员", "防疫员"), 2900, ("养殖", "牧业")),
    "农副食品加工业": (("加工工", "包装工", "普工"), 3000, ("农产品加工", "粮油")),
}
EAST_TRADES = list(TRADES)[:13]
HOME_TRADES = [
    "农业",
    "畜牧业",
    "农副食品加工业",
    "纺织服装、服饰业",
    "皮革、毛皮、羽毛及其制品和制鞋业",
    "餐饮业",
    "零售业",
    "房屋建筑业",
]
FIRST = "鑫宏金华盛恒瑞永德嘉伟顺兴隆泰昌博创百信诚联丰裕"
SHENZHEN = {
    "440303": "罗湖区",
    "440304": "福田区",
    "440305": "南山区",
    "440306": "宝安区",
    "440307": "龙岗区",
    "440308": "盐田区",
    "440309": "龙华区",
    "440310": "坪山区",
    "440311": "光明区",
}
# Cities outside Shenzhen: a GB/T 2260 code of a district there, the place of work as written, a weight.
EASTERN = {
    "441900": "广东省东莞市",
    "440605": "广东省佛山市南海区",
    "441302": "广东省惠州市惠城区",
    "440111": "广东省广州市白云区",
    "442000": "广东省中山市",
}
WESTERN = {
    "450103": "广西壮族自治区南宁市",
    "450203": "广西壮族自治区柳州市",
    "450302": "广西壮族自治区桂林市",
    "450502": "广西壮族自治区北海市",
}


@dataclass(frozen=True)
class Employer:
    """A firm: name, credit code, trade and the place of work as a clerk writes it."""

    name: str
    code: str
    trade: str
    place: str


class Registry:
    """Hands out firm names and credit codes so that neither is given twice."""

    def __init__(self, rng: np.random.Generator, series: Series = DEMO) -> None:
        self.rng, self.series = rng, series
        self.names: set[str] = set()
        self.serial = series.code

    def firm(self, *, region: str, prefix: str, words: Sequence[str], ending: str, kind: str = "91") -> tuple[str, str]:
        """A new name and its code; the name is `prefix` + two invented signs + a word of the trade + ending."""
        while True:
            second = self.series.signs
            mark = FIRST[self.rng.integers(len(FIRST))] + second[self.rng.integers(len(second))]
            name = f"{prefix}{mark}{words[int(self.rng.integers(len(words)))]}{ending}"
            if name not in self.names:
                break
            prefix = prefix if len(self.names) < 5000 else f"{prefix}新"
        self.names.add(name)
        self.serial += int(self.rng.integers(3, 400))
        return name, uscc(region, self.serial, kind)

    def employer(self, *, region: str, prefix: str, place: str, trade: str) -> Employer:
        """A new employer in the trade."""
        farm = trade in {"农业", "畜牧业"} and self.rng.random() < 0.5
        ending, kind = ("专业合作社", "93") if farm else ("有限公司", "91")
        name, code = self.firm(region=region, prefix=prefix, words=TRADES[trade][2], ending=ending, kind=kind)
        return Employer(name, code, trade, place)


def make_employers(
    rng: np.random.Generator, registry: Registry, counties: Sequence[County], each: int = 45
) -> dict[str, list[Employer]]:
    """Employers by where they are: a six-digit district of Shenzhen, "east", "west", or a county code."""
    made: dict[str, list[Employer]] = {}

    def draw(trades: Sequence[str]) -> str:
        return trades[int(len(trades) * rng.random() ** 1.6)]

    for code, name in SHENZHEN.items():
        made[code] = [
            registry.employer(
                region=code,
                prefix=f"深圳市{name.removesuffix('区')}",
                place=f"广东省深圳市{name}",
                trade=draw(EAST_TRADES),
            )
            for _ in range(each)
        ]
    for group, cities in (("east", EASTERN), ("west", WESTERN)):
        made[group] = [
            registry.employer(
                region=code,
                prefix=place.split("省")[-1].split("自治区")[-1].split("市")[0] + "市",
                place=place,
                trade=draw(EAST_TRADES),
            )
            for code, place in cities.items()
            for _ in range(each // 4 + 1)
        ]
    for county in counties:
        place = f"广西壮族自治区{county.city}{county.name}"
        made[county.code] = [
            registry.employer(region=county.code, prefix=county.short, place=place, trade=draw(HOME_TRADES))
            for _ in range(each // 3 + 1)
        ]
    return made
