"""Years of plans and yearly figures. Append-only like every list: add the next ones in time."""

from jiedui.core.words.codes import Code, CodeList

YEARS = CodeList(
    "years",
    "年度",
    [Code(str(year), f"{year}年", (f"{year}年度", f"{year % 100}年")) for year in range(2016, 2041)],
)
