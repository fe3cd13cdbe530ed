"""With English chosen every page is in English: Chinese is left only where somebody's own words stand.

The pages are found through the resolver, so a new page is looked at without being named here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import trans_real
from lxml import html

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.intake.models import Import
from jiedui.core.places.models import Organisation, Pairing
from jiedui.core.plan.loading import load_plan
from jiedui.core.trail.models import Event
from jiedui.core.words.codes import code_lists
from tests.accounts import make_user, sign_in
from tests.integration.scope.addresses import every_route, parameters
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import Draft, people, some_months, some_payments, some_projects
from tools.messages import compile_messages

pytestmark = [pytest.mark.django_db(transaction=True)]
CHINESE = re.compile(r"[\u3400-\u9fff，。；：“”（）、]*[\u3400-\u9fff][\u3400-\u9fff，。；：“”（）、]*")
SEEN = ("title", "placeholder", "aria-label", "alt", "data-label", "label")
OF_THE_TOY_MODULE = {"庭院经济台账", "庭院经济面积", "种养品种", "亩", "庭院经济", "庭院没有种养"}
"""The module that shows how one is written has no English: it is none of the product's."""
ROOT = Path(__file__).resolve().parents[3]
NOT_PAGES = re.compile(r"^(api/|static/|admin/)|\.xlsx$|/raw/$|download|set-language|language")


@pytest.fixture
def english(settings: Any, tmp_path: Path) -> Iterator[None]:
    """The catalogue as it stands in the tree, whatever set-up compiled before."""
    compile_messages(ROOT / "locale", tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    trans_real._translations.clear()
    yield
    trans_real._translations.clear()


class World:
    """Rows of every ledger with English-named users, a messy import that waits, and what is somebody's own words in them."""

    def __init__(self, user: Client) -> None:
        self.client = user
        workers, months = people(6), some_months(2, 2)
        workers[0] |= {
            "行业": "电子器件制造",
            "岗位": "普工",
            "就业地": "深圳市",
            "人员类别": "脱贫人口",
            "备注": "家中有老人",
        }
        put(workers)
        put([{**row, "月工资(元)": 5100} for row in workers[:2]])
        put(some_projects(2), "projects")
        put(some_payments(2), "payments")
        put(months, "household_months")
        self.waiting = self.hand_in(self.messy(workers))
        self.own = {row["姓名"] for row in workers} | {row["户主姓名"] for row in months}
        self.own |= {one.name for one in Organisation.objects.all()} | {"家中有老人", "先前.xlsx"}
        self.own |= {row["项目名称"] for row in some_projects(2)} | OF_THE_TOY_MODULE
        self.of_files = {*workers[0], *Draft("workers", people(1)).headings, "台账", "一季度", "座右铭"}
        self.of_files |= {"隆按县", "说不清", "约5000", "没有的镇", "离岗"}
        self.of_files |= {value for row in workers for value in row.values() if isinstance(value, str)}

    def messy(self, known: list[dict[str, Any]]) -> bytes:
        """Faults of many kinds beside changes of known rows."""
        rows = [*known, *people(6, seed=9)]
        draft = Draft("workers", [{**row, "座右铭": None} for row in rows], sheet="一季度")
        draft.put(1, "就业状态", "离岗")
        draft.put(2, "月工资(元)", "约5000")
        draft.put(6, "身份证号", "450123198001011")
        draft.put(7, "户籍县", "隆按县")
        draft.put(8, "月工资(元)", 9_000_000)
        draft.put(9, "就业状态", "说不清")
        draft.put(10, "就业起始时间", "2021-13-45")
        draft.put(11, "乡镇", "没有的镇")
        return draft.save()

    def hand_in(self, data: bytes) -> Import:
        file = SimpleUploadedFile("workers.xlsx", data)
        answer = self.client.post("/ledgers/workers/import/", {"file": file, "mode": "add"})
        return Import.objects.get(pk=int(answer.headers["Location"].split("/")[2]))

    def paths(self) -> Iterator[str]:
        """Every page that can be read, with its parameters filled in every way that shows other words."""
        rows = {one.info.id: one._default_manager.order_by("pk").values_list("pk", flat=True).first() for one in ledgers()}
        filled: dict[str, list[Any]] = {
            "ledger_id": list(rows), "list_id": [one.id for one in code_lists() if one.id in used_lists()],
            "indicator_id": [one.id for one in registry.indicators() if one.compute.__module__.startswith("jiedui.")],
            "import_id": [self.waiting.pk, Import.objects.order_by("pk")[0].pk],
            "event_id": list(Event.objects.values_list("pk", flat=True)),
            "user_id": [self.client.user.pk], "token_id": [], "organisation_id": [Organisation.objects.first().pk],  # type: ignore[attr-defined, union-attr]
            "pairing_id": [Pairing.objects.first().pk], "row_id": [0],  # type: ignore[union-attr]
        }  # fmt: skip
        for route, _name, _view in every_route():
            if NOT_PAGES.search(route):
                continue
            paths = ["/" + route.replace("^", "").replace("$", "").replace("\\Z", "")]
            for written, name in parameters(route):
                paths = [path.replace(written, str(value), 1) for path in paths for value in filled.get(name, [])]
            for path in paths:
                ledger = next((id for id in rows if f"/{id}/" in path), None)
                if ledger is None or not re.search(r"/ledgers/\w+/0/", path):
                    yield path
                elif rows[ledger]:
                    yield path.replace("/0/", f"/{rows[ledger]}/", 1)


def ledgers() -> list[Any]:
    return [one for one in registry.ledgers() if one.__module__.startswith("jiedui.")]


def used_lists() -> set[str]:
    own = {column.codes.id for one in ledgers() for column in one.declared if hasattr(column, "codes")}
    return own | {"sex", "ethnic", "education", "marital", "head", "trades"}


def seen(page: str) -> Iterator[str]:
    """What a reader sees or hears of a page; what is marked as Chinese, and what a person typed into a box, left out."""
    document = html.document_fromstring(page)
    for one in document.xpath("//script | //style | //*[starts-with(@lang, 'zh')]"):
        one.drop_tree() if one.getparent() is not None else None
    for one in document.iter():
        if not isinstance(one.tag, str):
            continue
        yield from (piece for piece in (one.text, one.tail) if piece)
        yield from (one.attrib[name] for name in SEEN if name in one.attrib)
        if one.tag == "option" and one.getparent().tag == "datalist":
            yield one.attrib["value"]
    for box in document.xpath("//textarea"):
        box.text = ""


def left_over(page: str, own: set[str]) -> set[str]:
    """The Chinese of a page that is nobody's own words."""
    found = set()
    for piece in seen(page):
        for words in sorted(own, key=len, reverse=True):
            piece = piece.replace(words, "")
        found |= set(CHINESE.findall(piece))
    return found


def reader(role: str, region: str = "") -> Client:
    """A client with English chosen, whose person has a name in Latin letters."""
    client = Client()
    client.user = make_user(role, region, display_name="Li Wei")  # type: ignore[attr-defined]
    client.cookies["django_language"] = "en"
    return sign_in(client, client.user)  # type: ignore[attr-defined]


def plan_without_pairings(folder: Path) -> Path:
    """The plan's measures and targets; the counties that it pairs are more than these tests know."""
    plan = ROOT / "plans" / "shenzhen-2021"
    head = (plan / "pairings.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "pairings.csv").write_text(head, encoding="utf-8")
    (folder / "plan.toml").write_bytes((plan / "plan.toml").read_bytes())
    return folder


def test_no_page_of_a_municipal_user_is_left_in_chinese(english: None, tmp_path: Path) -> None:
    world = World(reader(roles.MUNICIPAL))
    load_plan(plan_without_pairings(tmp_path))
    faults, looked_at = {}, 0
    for path in world.paths():
        answer = world.client.get(path, follow=True)
        if "html" not in answer.headers.get("Content-Type", "") or not answer.content.strip():
            continue
        looked_at += answer.status_code == 200
        own = world.own | world.of_files if path.startswith("/imports/") else world.own
        if found := left_over(text(answer), own):
            faults[path] = sorted(found)
    assert not faults, "\n".join(f"{path}: {words}" for path, words in faults.items())
    assert looked_at > 60


def test_what_is_left_in_chinese_is_noticed(english: None) -> None:
    page = '<html lang="en"><p>Name 姓名 <b lang="zh-Hans">栏目</b> 韦小宝</p><input placeholder="写作"></html>'
    assert left_over(page, {"韦小宝"}) == {"姓名", "写作"}


def sent_as_shown(page: str) -> dict[str, list[str]]:
    """What a browser sends when the record's form is saved untouched."""
    (form,) = html.document_fromstring(page).xpath("//form[@id='record-form']")
    sent: dict[str, list[str]] = {}
    empty = {box.name for box in form.xpath(".//input[@type='radio' and @value='' and @checked]")}
    for name, value in form.form_values():
        # lxml says "on" for a radio button whose value is empty; browsers send the empty text.
        sent.setdefault(name, []).append("" if name in empty else value)
    return sent


def test_a_form_in_english_keeps_what_the_ledger_holds(english: None) -> None:
    world = World(reader(roles.MUNICIPAL))
    ledger = registry.ledger("workers")
    row = ledger._default_manager.get(trade__isnull=False)
    before = {
        name: getattr(row, name) for name in ("trade", "post", "ethnic", "tags", "county", "town", "workplace", "sex")
    }
    path = f"/ledgers/workers/{row.pk}/edit/"
    given = sent_as_shown(text(world.client.get(path)))
    assert given["ethnic"] == ["Zhuang"] and given["post"] == ["General worker"]
    assert world.client.post(path, {**given, "ethnic": "Yao", "post": "Cook", "remark": "x"}).status_code == 302
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in before} == {**before, "ethnic": "13", "post": "厨师"}
