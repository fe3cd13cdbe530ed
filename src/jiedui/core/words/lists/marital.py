"""Marital state, GB/T 2261.2-2003."""

from jiedui.core.words.codes import Code, CodeList

MARITAL = CodeList(
    "marital",
    "婚姻状况",
    [
        Code("10", "未婚", ("单身",)),
        Code("20", "已婚", ("有配偶", "结婚")),
        Code("21", "初婚", parent="20"),
        Code("22", "再婚", parent="20"),
        Code("23", "复婚", parent="20"),
        Code("30", "丧偶", ("寡居", "鳏居")),
        Code("40", "离婚", ("离异",)),
        Code("90", "未说明的婚姻状况", ("未说明", "不详")),
    ],
    source="GB/T 2261.2-2003",
)
