"""The pages of flows: proposing, signing with a fresh factor, bulk signing, returning, the sheet, gates, delegations."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.flows import standing
from jiedui.core.flows.models import Decision, Delegation, Signature
from jiedui.core.flows.operations import propose
from jiedui.core.trail.models import Event
from jiedui.core.words import veil
from jiedui.modules.projects.flows import PROJECT
from jiedui.web.flowpages import showing
from tests.accounts import PASSWORD, make_user, sign_in
from tests.integration.country import LONGAN, MASHAN, place_regions
from tests.integration.flows.cast import Cast, cast, edit, file_projects
from tests.integration.flows.test_signing import BIG, SMALL, in_library

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def country() -> Iterator[None]:
    place_regions()
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def people() -> Cast:
    return cast()


def page(person: object) -> Client:
    return sign_in(Client(), person)  # type: ignore[arg-type]


def digest_on(text: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', text)
    assert found
    return found[1]


def test_from_the_flow_to_the_signed_sheet(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    county = page(people.county)
    shown = county.get("/flows/projects/").content.decode()
    assert "村级申报 1" in shown and "提请签署：期初登记" in shown
    asked = {"transition": "open", "row": [row], "seen": "applied"}
    confirm = county.post("/flows/projects/step/", asked).content.decode()
    assert "双审、双签" in confirm and "桑蚕基地" in confirm and "100" in confirm
    answer = county.post("/flows/projects/step/", {**asked, "confirmed": "1", "reason": "2020 年已开工"})
    decision = Decision.objects.get()
    assert answer.url == f"/decisions/{decision.pk}/"
    own = county.get(answer.url).content.decode()
    assert "您填报、修改过这些内容或提请了签署，不能签署" in own and "撤回提请" in own
    for person in (people.county_two, people.district) * 2:
        client = page(person)
        text = client.get(answer.url).content.decode()
        assert "已阅，同意签署" in text
        client.post(f"{answer.url}sign/", {"digest": digest_on(text), "factor": PASSWORD}, follow=True)
    assert standing.states(PROJECT, [row])[row] == "building"
    sheet = page(people.district_two).get(f"{answer.url}sheet/").content.decode()
    assert sheet.count("黄县二") == 2 and sheet.count("陈区一") == 2 and "已签齐" in sheet
    record = county.get(f"/ledgers/projects/{row}/")
    text = (record if record.status_code == 200 else county.get(f"/records/projects/{row}/")).content.decode()
    assert "期初登记" in text and "建设中" in text


def test_the_factor_is_asked_each_time_and_not_endlessly(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    client, address = page(people.district), f"/decisions/{decision.pk}/"
    digest = digest_on(client.get(address).content.decode())
    for _ in range(5):
        answer = client.post(f"{address}sign/", {"digest": digest, "factor": "wrong"})
        assert answer.status_code == 400 and "密码不正确，没有签署" in answer.content.decode()
    answer = client.post(f"{address}sign/", {"digest": digest, "factor": PASSWORD})
    assert "连续输错 5 次" in answer.content.decode() and not Signature.objects.exists()
    assert Event.objects.filter(kind="sign_factor_failed").count() == 5


def test_with_a_second_factor_its_code_is_asked_and_counts_once(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    secret = generate_totp_secret()
    sealed = get_adapter().encrypt(secret)
    Authenticator.objects.create(user=people.district, type=Authenticator.Type.TOTP, data={"secret": sealed})
    client, address = page(people.district), f"/decisions/{decision.pk}/"
    text = client.get(address).content.decode()
    assert "验证码" in text and "登录密码" not in text
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    asked = {"digest": digest_on(text), "factor": code}
    assert client.post(f"{address}sign/", {**asked, "factor": PASSWORD}).status_code == 400
    assert client.post(f"{address}sign/", asked).status_code == 302
    assert Signature.objects.get().factor == "totp"
    page(people.county_two).post(f"{address}sign/", {"digest": asked["digest"], "factor": PASSWORD})
    again = client.post(f"{address}sign/", asked)
    assert again.status_code == 400 and Signature.objects.count() == 2, "the same code does not sign the next gate"


def test_a_second_factor_can_be_demanded(people: Cast, settings: object) -> None:
    settings.SIGN_TOTP = True  # type: ignore[attr-defined]
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    client, address = page(people.district), f"/decisions/{decision.pk}/"
    text = client.get(address).content.decode()
    assert "您还没有设置" in text and "已阅，同意签署" not in text
    assert client.post(f"{address}sign/", {"digest": "0", "factor": PASSWORD}).status_code == 400


def test_an_edit_between_reading_and_signing_is_noticed(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    client, address = page(people.district), f"/decisions/{decision.pk}/"
    digest = digest_on(client.get(address).content.decode())
    edit(row, name="另一个项目")
    answer = client.post(f"{address}sign/", {"digest": digest, "factor": PASSWORD})
    assert answer.status_code == 409 and "内容有改动" in answer.content.decode() and not Signature.objects.exists()


def test_several_are_signed_after_reading_them(people: Cast) -> None:
    rows = file_projects(SMALL, BIG)
    one, two = (in_library([row], people) for row in rows)
    client = page(people.district)
    inbox = client.get("/decisions/").content.decode()
    assert "待我签署 2" in inbox
    chosen = {"decision": [one.pk, two.pk]}
    text = client.post("/decisions/read/", chosen).content.decode()
    assert "桑蚕基地" in text and "产业园" in text
    digests = dict(re.findall(r'name="(digest:\d+)" value="([0-9a-f]{64})"', text))
    assert client.post("/decisions/sign/", {**chosen, **digests, "factor": PASSWORD}).status_code == 400, "not read"
    edit(rows[1], name="产业园改名")
    answer = client.post("/decisions/sign/", {**chosen, **digests, "factor": PASSWORD, "read": "1"}, follow=True)
    text = answer.content.decode()
    assert "已签署 1 份" in text and f"第 {two.pk} 号" in text and "内容有改动" in text
    assert list(Signature.objects.values_list("decision_id", flat=True)) == [one.pk]


def test_returning_keeps_what_was_typed_and_tells_the_proposer(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    client, address = page(people.district), f"/decisions/{decision.pk}/"
    assert client.post(f"{address}return/", {"reason": "x"}).status_code == 400
    client.post(f"{address}return/", {"reason": "概算缺少依据"})
    text = page(people.county).get(address).content.decode()
    assert "已退回" in text and "概算缺少依据" in text
    assert "被退回" in page(people.county).get("/").content.decode()


def test_foreign_decisions_do_not_exist(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    decision = in_library([row], people)
    client = page(make_user(roles.COUNTY, LONGAN))
    for tail in ("", "sheet/"):
        assert client.get(f"/decisions/{decision.pk}/{tail}").status_code == 404
    for tail in ("sign/", "return/", "withdraw/"):
        assert client.post(f"/decisions/{decision.pk}/{tail}", {"reason": "试试", "factor": PASSWORD}).status_code == 404
    assert "桑蚕" not in client.get("/flows/projects/").content.decode()
    assert client.post("/flows/projects/step/", {"transition": "open", "row": [row], "confirmed": "1"}).status_code == 404


def test_gates_are_set_by_the_municipal_office_only(people: Cast) -> None:
    asked = {"step": "project.enter", "amount0": "0", "gates0": ["sign"], "amount1": "五百", "gates1": ["review", "sign"], "document": "深协作办〔2021〕9号"}  # fmt: skip
    assert page(people.county).post("/gates/", asked).status_code == 403
    client = page(make_user(roles.MUNICIPAL))
    answer = client.post("/gates/", asked)
    assert answer.status_code == 400 and "“五百”不是数字" in answer.content.decode() and "深协作办" in answer.content.decode()
    assert client.post("/gates/", {**asked, "amount1": "500"}).status_code == 302
    assert "500 万元起" in page(people.county).get("/gates/").content.decode()


def test_delegating_by_the_page(people: Cast) -> None:
    deputy = make_user(roles.VIEWER, MASHAN, display_name="代签人")
    client, today = page(people.county_two), dt.date.today()
    wrong = client.post("/delegations/", {"taker": deputy.pk, "first": "x", "last": "", "reason": "出差"})
    assert wrong.status_code == 400 and "如 2021-05-01" in wrong.content.decode()
    client.post("/delegations/", {"taker": deputy.pk, "first": today, "last": today, "reason": "出差"})
    found = Delegation.objects.get()
    assert "代签人" in client.get("/delegations/").content.decode()
    assert page(people.district).post(f"/delegations/{found.pk}/end/").status_code == 404
    client.post(f"/delegations/{found.pk}/end/")
    found.refresh_from_db()
    assert found.ended_at is not None


def test_who_looks_as_another_reads_no_free_text_and_no_firm(people: Cast) -> None:
    (row,) = file_projects(SMALL)
    edit(row, implementer="韦秀英经营部")
    decision = propose("project", "open", [row], by=people.county, remark="韦秀英申请的")
    with veil.draw():
        text = str(showing.rows(Decision.objects.get())) + Decision.objects.get().remark
    assert "韦秀英" not in text and "桑蚕基地" in text
    assert "韦秀英经营部" in str(showing.rows(decision))
