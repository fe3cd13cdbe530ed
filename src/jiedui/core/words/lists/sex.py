"""Sex, GB/T 2261.1-2003."""

from jiedui.core.words.codes import Code, CodeList

SEX = CodeList(
    "sex",
    "性别",
    [
        Code("1", "男", ("男性", "m", "male", "先生")),
        Code("2", "女", ("女性", "f", "female", "女士")),
        Code("0", "未知的性别", ("未知", "不详")),
        Code("9", "未说明的性别", ("未说明",)),
    ],
    source="GB/T 2261.1-2003",
)
