"""32 threads sign and return at once: never more than one signature a side and gate, never a one-sided decision."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connections

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.flows import operations, signing, standing
from jiedui.core.flows.models import DONE, Decision, Signature, Step
from jiedui.core.words.errors import JieduiError
from jiedui.modules.projects.flows import PROJECT
from tests.accounts import make_user
from tests.integration.country import FUTIAN, MASHAN, place_regions
from tests.integration.flows.cast import file_projects

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
THREADS, LINE = 32, "P1,桑蚕基地,马山县,白山镇,产业,财政援助,120,100"


@pytest.fixture(autouse=True)
def country() -> Iterator[None]:
    place_regions()
    yield


def race(people: list[User], act: object) -> list[str]:
    """What each thread was told, "" where it succeeded; errors that are no refusals are raised."""
    told, failed, start = [""] * len(people), list[BaseException](), threading.Barrier(len(people))

    def run(number: int) -> None:
        try:
            start.wait()
            act(people[number])  # type: ignore[operator]
        except JieduiError as refusal:
            told[number] = refusal.id
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not failed, failed[0]
    return told


def test_signing_at_once() -> None:
    rows = file_projects(LINE)
    proposer = make_user(roles.COUNTY, MASHAN)
    decision = operations.propose("project", "open", rows, by=proposer)
    digest = signing.current(decision).digest
    sides = [make_user(roles.COUNTY, MASHAN), make_user(roles.DISTRICT, FUTIAN)] + [
        make_user(role, region) for role, region in ((roles.COUNTY, MASHAN), (roles.DISTRICT, FUTIAN))
    ]
    people = [User.objects.get(pk=sides[number % 4].pk) for number in range(THREADS)]
    told = race(people, lambda by: signing.sign(decision.pk, digest=digest, by=by, factor="password"))
    given = list(Signature.objects.values_list("gate", "side"))
    assert len(given) == len(set(given)) == told.count("") == 4
    decision.refresh_from_db()
    assert decision.outcome == DONE and standing.states(PROJECT, rows)[rows[0]] == "building"
    assert Step.objects.filter(row=rows[0]).count() == 1


def test_proposing_the_same_row_at_once() -> None:
    rows = file_projects(LINE)
    people = [make_user(roles.COUNTY, MASHAN) for _ in range(4)] * (THREADS // 4)
    people = [User.objects.get(pk=one.pk) for one in people]
    told = race(people, lambda by: operations.propose("project", "open", rows, by=by))
    assert told.count("") == 1 and Decision.objects.count() == 1
    assert set(told) == {"", "flow.being_signed"}


def test_signing_and_returning_at_once() -> None:
    rows = file_projects(LINE)
    decision = operations.propose("project", "open", rows, by=make_user(roles.COUNTY, MASHAN))
    digest = signing.current(decision).digest
    county, district = make_user(roles.COUNTY, MASHAN), make_user(roles.DISTRICT, FUTIAN)
    people = [User.objects.get(pk=(county, district)[number % 2].pk) for number in range(THREADS)]
    back = {id(one) for one in people[10:12]}

    def act(by: User) -> None:
        if id(by) in back:
            operations.return_(decision.pk, reason="退回重报", by=by)
        else:
            signing.sign(decision.pk, digest=digest, by=by, factor="password")

    race(people, act)
    decision.refresh_from_db()
    signed = set(decision.signatures.values_list("gate", "side"))
    assert (decision.outcome == DONE) == (len(signed) == 4)
    assert (standing.states(PROJECT, rows)[rows[0]] == "building") == (decision.outcome == DONE)
