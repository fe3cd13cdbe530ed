"""Messes 16-26, 29, 33, 44, 46: what stands in the cells."""

from datetime import date

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jiedui.core.places import queries as places
from jiedui.demo.containers import Cell, column_name, raw_xlsx, sheet_xml
from tests.workbooks.draft import Draft, Made, people, some_months, some_payments, some_projects


def mess_16_units_mixed() -> Made:
    """One amount in yuan among 万元."""
    d = Draft("projects", some_projects(12))
    d.put(5, "协作资金(万元)", 2_050_000, "number.outlier")
    return d.made()


def mess_17_numbers_in_words() -> Made:
    """12万, 1,234.5, and approximate ones, which are flagged."""
    d = Draft("workers", people(6))
    d.put(0, "月工资(元)", "0.45万", fact=450_000)
    d.put(1, "月工资(元)", "4,500.5", fact=450_050)
    d.put(2, "月工资(元)", "约4500", "number.approximate", fact=450_000)
    d.put(3, "月工资(元)", "4500余元", "number.approximate", fact=450_000)
    d.put(4, "月工资(元)", "4500元", fact=450_000)
    d.put(5, "月工资(元)", "￥4,500.00", fact=450_000)
    return d.made()


def mess_18_brackets_and_chinese_numerals() -> Made:
    """(500) is a refund; 三十 is 30."""
    d = Draft("payments", some_payments(3))
    d.put(1, "金额(元)", "(500)", fact=-50_000)
    return d.made(before=[Draft("projects", some_projects(1)).made()])


def mess_18_chinese_numerals() -> Made:
    """三十 and 五 in a column of people."""
    d = Draft("household_months", some_months(2, 1))
    d.put(0, "家庭人口", "三十", fact=30)
    d.put(1, "家庭人口", "五人", fact=5)
    return d.made()


def mess_19_percent_by_format() -> Made:
    """The cell's format says what it is."""
    d = Draft("projects", some_projects(3))
    d.put(0, "形象进度", 0.9, shape="0%", fact=9000)
    d.put(1, "形象进度", "90%", fact=9000)
    d.put(2, "形象进度", 0.125, shape="0.0%", fact=1250)
    return d.made()


def mess_19_percent_ambiguous() -> Made:
    """0.9 without a format among 90 and 45: the product asks."""
    d = Draft("projects", some_projects(3))
    for i, value in enumerate((90, 0.9, 45)):
        d.put(i, "形象进度", value)
    d.expect(None, "形象进度", "percent.ambiguous")
    return d.made()


def mess_20_signs_for_empty() -> Made:
    """—, 无, \\ and a blank are empty; 0 is zero."""
    d = Draft("workers", people(6))
    for i, sign in enumerate(("—", "无", "\\", " ", "/")):
        d.put(i, "月工资(元)", sign, fact=None)
    d.put(5, "月工资(元)", 0, fact=0)
    return d.made()


def mess_21_dates_of_every_kind() -> Made:
    """The precision given is kept."""
    d = Draft("workers", people(8))
    forms = {"2021.3": "2021-03", "202103": "2021-03", "21年3月": "2021-03", "2021年": "2021", "2021/3/5": "2021-03-05",
             "20210305": "2021-03-05", "2021年3月5日": "2021-03-05"}  # fmt: skip
    for i, (text, fact) in enumerate(forms.items()):
        d.put(i, "就业起始时间", text, fact=fact)
    d.put(7, "就业起始时间", 202103, fact="2021-03")
    return d.made()


def mess_22_october_as_a_number() -> Made:
    """2021.10 typed as a number: the shown text decides; where it shows 2021.1 the row is flagged."""
    d = Draft("workers", people(2))
    d.put(0, "就业起始时间", 2021.1, shape="0.00", fact="2021-10")
    d.put(1, "就业起始时间", 2021.1, "date.maybe_october", fact="2021-01")
    return d.made()


def mess_23_serial_numbers() -> Made:
    """A date that lost its format."""
    d = Draft("workers", people(2))
    d.put(0, "就业起始时间", 44197, fact="2021-01-01")
    d.put(1, "就业起始时间", "44198", fact="2021-01-02")
    return d.made()


def mess_23_base_1904() -> Made:
    """A workbook that counts its days from 1904."""
    d = Draft("workers", people(2))
    d.book.epoch = CALENDAR_MAC_1904
    d.put(0, "就业起始时间", date(2021, 3, 15), shape="yyyy-mm-dd", fact="2021-03-15")
    d.put(1, "就业起始时间", 42735, shape="yyyy-mm-dd", fact="2021-01-01")
    return d.made()


def mess_24_until_now() -> Made:
    """至今 is an open end."""
    d = Draft("workers", people(2))
    d.put(0, "就业截止时间", "至今", fact=None)
    return d.made()


def mess_24_range_in_a_cell() -> Made:
    """Start and end in the column of the start while the end's column says something else."""
    d = Draft("workers", people(2))
    d.put(0, "就业起始时间", "2021.3-2021.9", "date.range")
    d.put(0, "就业截止时间", "2021-10-01")
    return d.made()


def mess_24_impossible_date() -> Made:
    """30 February."""
    d = Draft("workers", people(3))
    d.put(0, "就业起始时间", "2021-02-30", "date.impossible")
    d.put(1, "就业起始时间", "2021年13月", "date.impossible")
    return d.made()


def _homeless(count: int) -> Draft:
    return Draft("workers", people(count), headings=[h for h in people(1)[0] if h != "乡镇"])


def mess_25_counties_short_and_old() -> Made:
    """环江 is short, 田阳县 and 靖西县 are old names."""
    d = _homeless(5)
    d.put(0, "户籍县", "环江", fact="451226")
    d.put(1, "户籍县", "田阳县", "region.old_name", fact="451003")
    d.put(2, "户籍县", "靖西县", "region.old_name", fact="451081")
    d.put(3, "户籍县", "451021", "region.old_name", fact="451003")
    d.put(4, "户籍县", "广西壮族自治区南宁市隆安县", fact="450123")
    return d.made()


def mess_25_county_misspelt() -> Made:
    """A slip is suggested, never taken."""
    d = _homeless(2)
    d.put(0, "户籍县", "环江毛南族自治具", "region.misspelt")
    return d.made()


def mess_26_village_in_two_townships() -> Made:
    """One village name in two townships of a county, and no township in the file."""
    resolver = places.resolver()
    county, village = _twice_in(resolver)
    d = _homeless(2)
    d.headings.append("村")
    d.ws.cell(d.header, len(d.headings)).value = "村"
    d.put(0, "户籍县", resolver.name_of(county))
    d.put(0, "村", village, "region.ambiguous")
    return d.made()


def _twice_in(resolver: places.Resolver) -> tuple[str, str]:
    """A paired county and a village name that stands in two of its townships."""
    for county in places.paired_counties(date(2021, 12, 31)):
        names = [name for code, name in resolver.villages.items() if code.startswith(county)]
        for name in names:
            if resolver.resolve(name, level="village", within=county).how == "ambiguous":
                return county, name
    raise LookupError("no village name stands in two townships of a paired county")


def mess_29_codes() -> Made:
    """壮 or 壮族, 男 or 1; several tags in a cell."""
    rows = [row | {"人员类别": None, "是否参加社保": None} for row in people(4)]
    d = Draft("workers", rows)
    d.put(0, "民族", "壮", fact="08")
    d.put(1, "民族", "瑶族", fact="13")
    d.put(0, "性别", 1, fact="1")
    d.put(1, "性别", "女性", fact="2")
    d.put(0, "人员类别", "易地搬迁、脱贫户", fact="poverty_relieved,relocated")
    for i, sign in enumerate(("√", "无", "有", "×")):
        d.put(i, "是否参加社保", sign, fact=sign in "√有")
    return d.made()


def mess_29_unknown_code() -> Made:
    """A value that the list does not have."""
    d = Draft("workers", people(3))
    d.put(1, "就业状态", "环游世界", "code.unknown")
    return d.made()


def _with_formula(cell: str) -> tuple[Draft, bytes]:
    rows = people(3)
    headings = [h for h in rows[0] if h not in {"备注", "月工资(元)"}]
    d = Draft("workers", rows, headings=[*headings, "月工资(元)"])
    lines: list[list[Cell]] = [[*headings, "月工资(元)"], *[[row[h] for h in headings] for row in rows]]
    place = column_name(len(headings)) + "3"
    parts = sheet_xml(lines).split('<row r="4">')
    raw = parts[0].removesuffix("</row>") + cell.format(place=place) + '</row><row r="4">' + parts[1]
    return d, raw_xlsx(raw, name="台账")


def mess_33_formula_with_value() -> Made:
    """A real formula is read by its cached value."""
    d, data = _with_formula('<c r="{place}"><f>2000+2500</f><v>4500</v></c>')
    d.facts[3, "wage"] = 450_000
    return d.made(data=data)


def mess_33_formula_without_value() -> Made:
    """A formula that was never calculated is an error, never 0."""
    d, data = _with_formula('<c r="{place}"><f>2000+2500</f></c>')
    d.expect(1, "月工资(元)", "cell.formula_no_value")
    return d.made(data=data)


def mess_33_formula_error() -> Made:
    """#REF! is an error, never 0."""
    d, data = _with_formula('<c r="{place}" t="e"><f>#REF!*2</f><v>#REF!</v></c>')
    d.expect(1, "月工资(元)", "cell.formula_error")
    return d.made(data=data)


def mess_43_people_and_times() -> Made:
    """务工人数 counts people; a heading in 人次 means something else."""
    rows = [{("务工人数(人次)" if k == "务工人数" else k): v for k, v in row.items()} for row in some_months(2, 1)]
    d = Draft("household_months", rows)
    d.findings.append((None, None, "column.unit", "question"))
    return d.made(counts={})


def mess_44_plan_as_fact() -> Made:
    """A planned date in the column of the actual one."""
    d = Draft("projects", some_projects(2))
    d.put(1, "实际完工日期", date(2099, 6, 30), "date.future", shape="yyyy-mm-dd")
    return d.made()


def mess_46_text_like_a_formula() -> Made:
    """=, +, - and @ at the beginning of text stay text."""
    d = Draft("workers", people(4))
    for i, text in enumerate(("=按件计酬", "+86待核实", "-未签", "@群众")):
        d.put(i, "备注", text, fact=text)
    return d.made()
