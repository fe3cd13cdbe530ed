"""People for the recipes of labour, and how well a county does."""

from collections.abc import Sequence

from jiedui.demo.recipes import Row, Scene

TAGS = ("脱贫人口", "监测对象", "脱贫人口、易地搬迁", "其他农村劳动力")
TAG_WEIGHTS = (0.55, 0.08, 0.12, 0.25)


def only(row: Row, *labels: str) -> Row:
    return {label: row.get(label) for label in labels}


def person(row: Row, *more: str) -> Row:
    """Name, number and sex of somebody made before, and what else is asked."""
    return only(row, "姓名", "身份证号", "性别", "联系电话", *more)


def somebody(scene: Scene) -> tuple[str, str]:
    """A contact's name and telephone."""
    (one,) = scene.people(1, 25, 55)
    return one["姓名"], one["联系电话"]


def diligence(scene: Scene) -> float:
    """How well the county does, from 0.45 to 1: the same in every ledger."""
    return 0.45 + 0.55 * (int(scene.code[:6]) * 7919 % 101) / 100


def crowd(scene: Scene, count: int, source: Sequence[Row]) -> list[Row]:
    """So many different people: half of them known in `source` as far as it goes, the others new."""
    rows = [source[int(at)] for at in scene.rng.permutation(len(source))[: count // 2]]
    known = list({row["身份证号"]: row for row in rows if row["身份证号"][6:10] < "2004"}.values())
    new = scene.people(count - len(known), 18, 55)
    return known + [row | {"人员类别": scene.pick(TAGS, TAG_WEIGHTS)} for row in new]
