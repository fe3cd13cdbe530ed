"""What the recipes of consumption share: names, numbers and the produce of the counties."""

from collections.abc import Sequence
from datetime import date, timedelta

from jiedui.demo.geography import LAST_DAY
from jiedui.demo.recipes import CITIES, COUNTIES, Row, Scene

# Name, kind, yuan a kilogram.
GOODS: tuple[tuple[str, str, float], ...] = (
    ("沃柑", "水果", 7.0), ("百香果", "水果", 12.0), ("桂七芒果", "水果", 9.0), ("火龙果", "水果", 8.0),
    ("圣女果", "蔬菜", 6.5), ("高山蔬菜", "蔬菜", 4.2), ("香菇", "蔬菜", 38.0), ("富硒大米", "粮油", 9.5),
    ("山茶油", "粮油", 130.0), ("火麻油", "粮油", 90.0), ("七百弄鸡", "肉禽蛋", 42.0), ("环江香牛", "肉禽蛋", 95.0),
    ("凤凰乌鸡", "肉禽蛋", 40.0), ("龙胜凤鸡蛋", "肉禽蛋", 22.0), ("凌云白毫茶", "茶叶", 260.0), ("龙脊红茶", "茶叶", 220.0),
    ("桂林米粉", "加工食品", 15.0), ("旱藕粉丝", "加工食品", 18.0), ("珍珠李干", "加工食品", 55.0), ("金银花", "中药材", 150.0),
    ("蚕丝被", "手工和其他制品", 480.0),
)  # fmt: skip
SHENZHEN_PLATFORMS = ("圳帮扶", "832平台", "广东东西部扶贫协作产品交易网", "深圳工会会员服务平台")


def numbered(scene: Scene, serial: int, mark: str = "2021") -> str:
    """A number of the place's own; 大鹏新区 shares the digits of 龙岗区, which it belonged to."""
    return scene.number(serial, f"DP{mark}" if scene.name == "大鹏新区" else mark)


def organisation(scene: Scene, words: Sequence[str], ending: str = "有限公司", kind: str = "91") -> tuple[str, str]:
    """A new organisation of the place: name and credit code."""
    if scene.place.kind == CITIES:
        return scene.registry.firm(region=scene.code[:6], prefix="深圳市", words=words, ending=ending, kind=kind)
    return scene.firm(words, ending, kind)


def producers(scene: Scene) -> list[tuple[str, str]]:
    """A few firms and cooperatives of the county that sell its produce."""
    firms = [organisation(scene, ("农业发展", "食品", "生态农业")) for _ in range(2)]
    return [*firms, *(organisation(scene, ("种养", "果业", "茶业"), "农民专业合作社", "93") for _ in range(2))]


def own(scene: Scene, ledger: str, heading: str = "所属区县") -> list[Row]:
    """The rows made before that stand under the place itself."""
    return [row for row in scene.rows(ledger) if row[heading] == scene.name]


def contact(scene: Scene) -> Row:
    (person,) = scene.people(1, 28, 55)
    return {"联系人": person["姓名"], "联系电话": person["联系电话"]}


def later(day: date, days: int) -> date:
    """Some days on, never after the day on which the invented world stands still."""
    return min(day + timedelta(days=days), LAST_DAY)


def is_county(scene: Scene) -> bool:
    return scene.place.kind == COUNTIES
