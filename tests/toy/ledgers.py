"""Courtyard gardens: what a household grows on its own plot, under which project, and the card its share is paid to."""

from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    AttachmentColumn,
    BankCardColumn,
    CodeColumn,
    KeyColumn,
    NameColumn,
    NumberColumn,
    PercentColumn,
    ReferenceColumn,
    RegionColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.codes import Code, CodeList

CROPS = CodeList(
    "toy_crops",
    "种养品种",
    [
        Code("vegetable", "蔬菜", ("时令蔬菜",)),
        Code("fruit", "水果", ("果树", "百香果")),
        Code("herb", "中药材", ("药材",)),
        Code("poultry", "家禽", ("土鸡", "鸡鸭")),
    ],
)


class Garden(Ledger):
    """One courtyard garden."""

    number = KeyColumn("庭院编号", also=["编号"], required=True)
    owner = NameColumn("户主姓名", also=["户主"], required=True)
    county = RegionColumn("县", also=["所在县"], level=COUNTY, scope=True, required=True)
    town = RegionColumn("乡镇", level=TOWN, within="county")
    project = ReferenceColumn("所属项目", to="projects", model="projects.Project", also=["项目编号"])
    area = NumberColumn("面积", unit="亩", decimals=2, low=0, high=20)
    crops = CodeColumn("种养品种", CROPS, several=True, also=["品种"])
    share = PercentColumn("分红比例", low=0, high=100)
    card = BankCardColumn("收款卡号", also=["银行卡号"])
    photos = AttachmentColumn("现场照片")

    class About:
        id = "gardens"
        title = "庭院经济台账"
        noun = "庭院"
        key = ("number",)
        name = "owner"
