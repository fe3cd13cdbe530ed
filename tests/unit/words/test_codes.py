"""The coded lists: counts of the standards, and what clerks write in their stead."""

import pytest

from jiedui.core.words.codes import Code, CodeList, code_list, code_lists, plain, simple, yes_no

SAYS = [
    ("sex", "男", "1"), ("sex", "1", "1"), ("sex", "女性", "2"), ("sex", "中", None),
    ("ethnic", "壮", "08"), ("ethnic", "壮族", "08"), ("ethnic", "08", "08"), ("ethnic", "8", "08"),
    ("ethnic", " 毛南 族 ", "36"), ("ethnic", "仫佬族", "32"), ("ethnic", "京族", "49"), ("ethnic", "基诺族", "56"),
    ("education", "初中", "70"), ("education", "大专", "30"), ("education", "技校", "47"), ("education", "文盲", "90"),
    ("marital", "已婚", "20"), ("marital", "离异", "40"),
    ("head", "户主", "02"), ("head", "妻", "12"), ("head", "之子", "20"), ("head", "儿媳", "38"),
    ("trades", "电子厂", "39"), ("trades", "制造业", "C"), ("trades", "建筑", "E"), ("trades", "家政", "801"),
    ("trades", "餐饮行业", "62"), ("trades", "物业管理", "702"), ("trades", "C", "C"), ("trades", "39", "39"),
    ("trades", "C39", "39"), ("trades", "3911", "3911"), ("trades", "C391", "391"), ("trades", "A39", None),
    ("trades", "9999", None), ("trades", "养蜂专业户", None), ("trades", "计算机、通信和其他电子设备制造业", "39"),
    ("trades", "计算机,通信和其他电子设备制造业", "39"), ("trades", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("id", "text", "code"), SAYS)
def test_what_clerks_write(id: str, text: str, code: str | None) -> None:
    assert code_list(id).resolve(text) == code


def test_counts_of_the_standards() -> None:
    ethnic, trades = code_list("ethnic"), code_list("trades")
    assert [e.code for e in ethnic.codes[:56]] == [f"{n:02d}" for n in range(1, 57)]
    assert {n: sum(len(c.code) == n for c in trades.codes) for n in (1, 2, 3)} == {1: 20, 2: 97, 3: 473}
    assert [c.code for c in trades.codes if len(c.code) == 1] == [chr(n) for n in range(ord("A"), ord("T") + 1)]
    assert [c.code for c in trades.codes if len(c.code) == 2] == [f"{n:02d}" for n in range(1, 98)]
    assert all(c.parent == c.code[:2] for c in trades.codes if len(c.code) == 3)


@pytest.mark.parametrize("known", code_lists(), ids=lambda known: known.id)
def test_every_code_and_label_comes_back(known: CodeList) -> None:
    for entry in known.codes:
        assert known.resolve(entry.code) == entry.code
        found = known.resolve(entry.label)
        # 房地产业 or 教育 is a section and its division alike: the broader one is meant.
        assert found is not None and known.label(found) == entry.label
        assert entry.parent is None or known.get(entry.parent) is not None


@pytest.mark.parametrize("known", code_lists(), ids=lambda known: known.id)
def test_no_alias_means_two_things(known: CodeList) -> None:
    meant: dict[str, str] = {}
    for entry in known.codes:
        for alias in entry.aliases:
            assert meant.setdefault(plain(alias), entry.code) == entry.code, alias


def test_trades_climb_to_their_section() -> None:
    trades = code_list("trades")
    assert trades.parents("3911") == ["391", "39", "C"]
    assert trades.label("3911") == "计算机制造"
    assert trades.label("3999") == "其他电子设备制造"
    assert trades.under("K") == ["70"]


def test_own_lists_number_their_entries_and_keep_their_order() -> None:
    own = CodeList("test_status", "就业状态", simple("有意愿", ("已到岗", "到岗"), "返乡"))
    assert [c.code for c in own.codes] == ["1", "2", "3"]
    assert own.resolve("到岗") == "2" and own.label("2") == "已到岗" and own.label("9") == "9"
    assert own.ordered(["3", "1", "3"]) == ["1", "3"]
    with pytest.raises(ValueError, match="declared twice"):
        CodeList("test_status", "again", [])
    with pytest.raises(ValueError, match="stands twice"):
        CodeList("test_twice", "twice", [Code("1", "a"), Code("1", "b")])


@pytest.mark.parametrize(
    ("text", "value"),
    [(t, True) for t in ("是", "有", "√", "1", "Y", "✓", "✔", "已签", "true")]
    + [(t, False) for t in ("否", "无", "×", "0", "N", "✗", "未参加", "没有", "Ｎ")]
    + [("大概", None), ("", None), ("2", None)],
)
def test_yes_no(text: str, value: bool | None) -> None:
    assert yes_no(text) is value
