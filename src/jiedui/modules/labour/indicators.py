"""Indicators 26 to 30 of the assessment, and stable employment by the rule of months (51, 52); 31 to 39 are in outcomes."""

from typing import Any

import jiedui.modules.labour.outcomes  # noqa: F401  declares 31 to 39
from jiedui.core.declare.indicators import Figure, indicator
from jiedui.core.indicators.moment import Moment

HIRED, AT_WORK, ENDED = ("hired",), ("arrived", "stable"), ("left", "returned")
EAST = "44"
"""Guangdong, the partner province on the east side."""

_EMPLOYED = (
    "在岗人员：所询日期落在就业起始时间与截止时间之间（含当日），且就业状态为已录用、已到岗或稳定就业；"
    "现已离岗、返乡但截止时间不早于所询日期的，当日仍算在岗。未填起始时间的已到岗、稳定就业人员从最近核查日期算起，"
    "核查日期也没有的，只计入今天的数字，不计入过去的日期。只有年或年月的日期，起始按首日、截止按末日。"
    "就业状态按现在登记的情况。同一人在几个县登记的，合计只算一人，各县分别计入。"
)


def employed(workers: Any, at: Moment) -> Any:
    """The ledger with a column `employed`: at work on the day, as far as the row's own dates say."""
    dated = (workers.since <= at.text) & at.not_over(workers.until)
    present = workers.status.isin([*HIRED, *AT_WORK]) & dated
    former = workers.status.isin(ENDED) & dated & workers.until.notnull() if at.past else False
    undated = workers.status.isin(AT_WORK) & workers.since.isnull() & at.reached(workers.checked_on)
    condition = present | (undated & at.not_over(workers.until)) | former
    return workers.mutate(employed=condition.fill_null(False))


def has_tag(workers: Any, code: str) -> Any:
    """Condition: the code is one of the row's tags, which are joined by commas."""
    return ("," + workers.tags + ",").contains(f",{code},")


def persons(workers: Any, counts: Any) -> Figure:
    """How many people stand behind the rows that count: someone registered twice is one person."""
    return Figure(workers, counts, workers.person.nunique(where=counts))


@indicator("26", "帮助农村劳动力就业", unit="人", ledgers=["workers"], measures=(5, 6), paced=True, words=_EMPLOYED)
def rural_workers_employed(workers: Any, at: Moment) -> Figure:
    table = employed(workers, at)
    return persons(table, table.employed)


@indicator(
    "27", "其中脱贫人口就业", unit="人", ledgers=["workers"], measures=(6,), paced=True,
    words="指标26的人员中，人员类别含“脱贫人口”的。" + _EMPLOYED,
)  # fmt: skip
def relieved_workers_employed(workers: Any, at: Moment) -> Figure:
    table = employed(workers, at)
    return persons(table, table.employed & has_tag(table, "poverty_relieved"))


@indicator(
    "28", "到东部结对省份就业", unit="人", ledgers=["workers"], measures=(5, 6), paced=True,
    words="指标26的人员中，就业地在广东省的；未填就业地的不计。" + _EMPLOYED,
)  # fmt: skip
def workers_in_the_east(workers: Any, at: Moment) -> Figure:
    table = employed(workers, at)
    return persons(table, table.employed & table.workplace.startswith(EAST))


@indicator(
    "29", "省内就近就业", unit="人", ledgers=["workers"], measures=(6,), paced=True,
    words="指标26的人员中，就业地与户籍县在同一省（自治区）的；未填就业地的不计。" + _EMPLOYED,
)  # fmt: skip
def workers_near_home(workers: Any, at: Moment) -> Figure:
    table = employed(workers, at)
    return persons(table, table.employed & (table.workplace.left(2) == table.county.left(2)))


@indicator(
    "30", "稳定就业率", unit="%", ledgers=["workers"], measures=(5, 6),
    words="在岗人员中就业状态登记为“稳定就业”的人数 ÷ 在岗人数（指标26）。已离岗人员当时是否稳定已不可知，按未稳定计。"
    "按在岗月数计算的稳定就业率见指标51、52。" + _EMPLOYED,
)  # fmt: skip
def stable_employment(workers: Any, at: Moment) -> Figure:
    table = employed(workers, at)
    return _share(table, table.employed, table.status == "stable")


def _share(workers: Any, counts: Any, part: Any) -> Figure:
    people = workers.person
    return Figure(workers, counts, people.nunique(where=counts & part), over=people.nunique(where=counts))


def _employed_for(workers: Any, at: Moment, months: int) -> Figure:
    table = employed(workers, at)
    return _share(table, table.employed & table.since.notnull(), table.since <= at.months_ago(months))


_BY_RULE = "在岗人员中，从就业起始时间到所询日期满 {} 个月的人数 ÷ 填有就业起始时间的在岗人数。" + _EMPLOYED


@indicator("51", "在岗满3个月的比例", unit="%", ledgers=["workers"], measures=(5, 6), words=_BY_RULE.format(3))
def employed_three_months(workers: Any, at: Moment) -> Figure:
    return _employed_for(workers, at, 3)


@indicator("52", "在岗满6个月的比例", unit="%", ledgers=["workers"], measures=(5, 6), words=_BY_RULE.format(6))
def employed_six_months(workers: Any, at: Moment) -> Figure:
    return _employed_for(workers, at, 6)
