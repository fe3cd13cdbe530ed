"""Messes 1-8, 27, 28, 36: identity numbers, phones and names."""

from tests.workbooks.draft import Draft, Made, people

OTHER_DOCUMENT = "U450123456"  # the number of a birth certificate


def _draft(count: int = 4) -> Draft:
    return Draft("workers", people(count))


def mess_01_id_as_number() -> Made:
    """4.52E+17: digits 16-18 are lost."""
    d = _draft()
    number = int(d.rows[1]["身份证号"][:15] + "000")
    d.put(1, "身份证号", number, "resident_id.lost_digits", shape="0.00E+00")
    return d.made()


def mess_01_id_as_text_of_a_number() -> Made:
    """The same damage after it was stored as text: "4.52126E+17" and a full row of digits ending in 000."""
    d = _draft()
    d.put(1, "身份证号", "4.52126E+17", "resident_id.lost_digits")
    return d.made()


def mess_02_id_with_noise() -> Made:
    """Full-width digits, blanks, an apostrophe, a small x: normalised without a word."""
    d = _draft()
    ids = [row["身份证号"] for row in d.rows]
    d.put(0, "身份证号", "".join(chr(ord(c) + 0xFEE0) for c in ids[0]))
    d.put(1, "身份证号", f"'{ids[1][:6]} {ids[1][6:14]}　{ids[1][14:]}")
    d.put(2, "身份证号", ids[2].lower() + "\u200b")
    return d.made()


def mess_02_x_in_every_form() -> Made:
    """The check digit X as x, Ｘ, ｘ and ×."""
    rows = [row for row in people(120) if row["身份证号"].endswith("X")][:4]
    d = Draft("workers", rows)
    for i, sign in enumerate("xＸｘ×"):
        d.put(i, "身份证号", rows[i]["身份证号"][:17] + sign)
    return d.made()


def mess_02_checksum() -> Made:
    """A wrong check digit refuses its row."""
    d = _draft()
    number = d.rows[2]["身份证号"]
    d.put(2, "身份证号", number[:17] + ("1" if number[17] == "0" else "0"), "resident_id.checksum")
    return d.made()


def mess_03_15_digits() -> Made:
    """An ID of the first generation."""
    d = _draft()
    number = d.rows[1]["身份证号"]
    d.put(1, "身份证号", number[:6] + number[8:17], "resident_id.converted_15")
    return d.made()


def mess_04_disability_card() -> Made:
    """A disability certificate: ID, kind 4, grade 3."""
    d = _draft()
    d.put(1, "身份证号", d.rows[1]["身份证号"] + "43", "resident_id.disability_card")
    return d.made()


def mess_05_other_document() -> Made:
    """Somebody without an ID, known by another document."""
    d = _draft()
    d.put(1, "身份证号", OTHER_DOCUMENT, "resident_id.other_document")
    return d.made()


def mess_06_sex_differs() -> Made:
    """The sex column contradicts the ID: flagged, nothing overwritten."""
    d = _draft()
    d.put(0, "性别", "女", "resident_id.sex_differs", fact="2")
    return d.made()


def mess_07_phone_as_number() -> Made:
    """A phone of eleven digits survives as a number."""
    d = _draft()
    d.put(0, "联系电话", int(d.rows[0]["联系电话"]), shape="0")
    return d.made()


def mess_08_two_phones() -> Made:
    """Two phones in a cell are a list."""
    d = _draft()
    for i, sign in enumerate(("/", "、", ";")):
        d.put(i, "联系电话", sign.join([d.rows[i]["联系电话"], d.rows[3]["联系电话"]]))
    return d.made()


def mess_27_blanks_and_dots_in_names() -> Made:
    """Blanks, U+3000 and every middle dot."""
    d = _draft()
    d.put(0, "姓名", "张 三")
    d.put(1, "姓名", "李　四")
    d.put(2, "姓名", "阿依古丽•买买提")
    d.put(3, "姓名", "阿依古丽．买买提")
    return d.made()


def mess_28_rare_characters() -> Made:
    """Private use and "?" are flagged and kept; a rare but encoded character is no fault."""
    d = _draft()
    d.put(0, "姓名", "韦\ue863", "text.rare_character")
    d.put(1, "姓名", "黄?兰", "text.rare_character")
    d.put(2, "姓名", "韦𬭎")
    return d.made()


def mess_36_two_people_in_a_cell() -> Made:
    """Two names in one cell."""
    d = _draft()
    d.put(1, "姓名", "张三、李四", "cell.two_people")
    return d.made()
