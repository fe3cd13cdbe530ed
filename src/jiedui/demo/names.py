"""Invented people's names as they sound in Guangxi, with the ethnic groups of each county."""

import numpy as np

# Surname and weight; the first ones are the common ones among the Zhuang, Yao and Mulao.
SURNAMES = {
    "韦": 120, "黄": 110, "覃": 70, "陆": 50, "农": 45, "李": 45, "蓝": 40, "莫": 38, "罗": 36, "梁": 34, "陈": 34,
    "潘": 28, "卢": 24, "杨": 24, "岑": 20, "唐": 20, "何": 20, "王": 20, "张": 18, "刘": 18, "谢": 16, "吴": 16,
    "周": 15, "林": 15, "廖": 15, "谭": 14, "蒙": 14, "班": 12, "牙": 10, "玉": 8, "银": 8, "石": 8, "袁": 8, "苏": 8,
    "马": 7, "邓": 7, "盘": 7, "赵": 7, "凌": 6, "许": 6, "甘": 6, "欧": 5, "兰": 5, "侯": 4, "凤": 3, "欧阳": 2,
}  # fmt: skip
MALE = "建国华明强军伟勇辉平志文光荣福生贵海龙飞鹏宏宁德忠成林春永世家振安康朝继胜东升毅俊杰浩宇"
FEMALE = "丽美英秀芳梅兰玉珍凤燕春花艳红娟萍琴月桂香莲小彩慧静婷雪敏霞玲柳青妹云秋冬瑞雅欣怡"
# People from elsewhere who married in; their names carry a middle dot.
DOTTED = ("阿依古丽·买买提", "古丽娜·艾力", "卓玛·才让", "吉克·阿木", "沙马·拉且", "迪力·亚森")
GROUPS_BY_CITY = {
    "南宁市": {"壮族": 0.82, "汉族": 0.14, "瑶族": 0.04},
    "桂林市": {"汉族": 0.45, "苗族": 0.16, "瑶族": 0.16, "侗族": 0.19, "壮族": 0.04},
    "百色市": {"壮族": 0.83, "汉族": 0.11, "瑶族": 0.05, "苗族": 0.01},
    "河池市": {"壮族": 0.78, "汉族": 0.10, "瑶族": 0.12},
}
GROUPS_BY_COUNTY = {
    "450329": {"汉族": 0.80, "苗族": 0.09, "瑶族": 0.10, "壮族": 0.01},
    "451031": {"壮族": 0.53, "汉族": 0.19, "苗族": 0.25, "彝族": 0.01, "仡佬族": 0.02},
    "451225": {"仫佬族": 0.33, "壮族": 0.38, "汉族": 0.25, "瑶族": 0.02, "苗族": 0.01, "侗族": 0.01},
    "451226": {"毛南族": 0.17, "壮族": 0.74, "汉族": 0.06, "苗族": 0.02, "瑶族": 0.01},
    "451227": {"瑶族": 0.18, "壮族": 0.69, "汉族": 0.13},
    "451228": {"瑶族": 0.23, "壮族": 0.72, "汉族": 0.05},
    "451229": {"瑶族": 0.22, "壮族": 0.71, "汉族": 0.07},
}


def draw_names(rng: np.random.Generator, male: np.ndarray) -> list[str]:
    """One name for each entry of the boolean array `male`."""
    count = len(male)
    weights = np.array(list(SURNAMES.values()), dtype=float)
    surnames = rng.choice(list(SURNAMES), count, p=weights / weights.sum())
    one, two = rng.integers(0, 10**9, (2, count))
    short = rng.random(count) < 0.14
    dotted = rng.random(count) < 0.0008
    names = []
    for i in range(count):
        signs = MALE if male[i] else FEMALE
        if dotted[i]:
            names.append(DOTTED[one[i] % len(DOTTED)])
        else:
            first, second = signs[one[i] % len(signs)], signs[two[i] % len(signs)]
            names.append(f"{surnames[i]}{first}" if short[i] else f"{surnames[i]}{first}{second}")
    return names


def draw_groups(rng: np.random.Generator, county: str, city: str, count: int) -> list[str]:
    """Ethnic groups (GB/T 3304 names) in the county's proportions."""
    shares = GROUPS_BY_COUNTY.get(county) or GROUPS_BY_CITY.get(city) or {"汉族": 0.6, "壮族": 0.4}
    weights = np.array(list(shares.values()))
    return [str(g) for g in rng.choice(list(shares), count, p=weights / weights.sum())]
