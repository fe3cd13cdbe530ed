"""Workbooks that the product writes: the template, the clerk's own workbook coming back, the export."""

LIST_SHEET = "问题清单"
HELP_SHEET = "填写说明"
CHOICES_SHEET = "_选项"
OWN_SHEETS = frozenset({LIST_SHEET, HELP_SHEET, CHOICES_SHEET})
"""Sheets that intake passes over without a word: the product made them."""
OWN_COMMENT = "【结对】"
RED, DARK_RED, YELLOW, HEAD = "FFFFC7CE", "FF9C0006", "FFFFF2CC", "FFDCE6F5"
A4 = 9
"""The number that workbooks have for this paper."""
HEADINGS = (("级别", 8), ("工作表", 16), ("行", 8), ("列", 18), ("单元格内容", 26), ("问题和改法", 90))
"""Columns of the list of findings, with their widths."""
