"""What contracts say to payments: to whom money may go, and how much of it.

A payment that names its contract stays within it: the contract's own project, its party, its sum. One that names none is only
warned of where the project has contracts and the payee is in none of them.
"""

from collections.abc import Collection, Iterator
from typing import Any

import polars as pl

from jiedui.core import store
from jiedui.core.declare.checks import CrossCheck
from jiedui.core.declare.columns import YUAN
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import hooks
from jiedui.core.ledger.agreement import FOUND, limit_kept, money, sum_within
from jiedui.core.ledger.queries import facts_of, sum_by
from jiedui.core.words.errors import Refused
from jiedui.core.words.findings import Level, declare_finding

BEYOND = "合同“{key}”支付合计 {sum} 元，超过合同金额 {limit} 元。有补充协议的，请先在合同台账更正合同金额；写错单位的，请更正金额。"
OTHER_PROJECT = "合同“{key}”是另一个项目的合同，请核对合同编号或项目编号。"
NOT_PARTY = "收款单位不是合同“{key}”的承包（供货）单位“{party}”，请核对收款单位或合同编号。"
UNSEEN = "这个项目已登记合同，收款单位不在其中，也没有填合同编号，请核对。"
declare_finding("payments.other_project", Level.ERROR, "合同不属于这个项目", OTHER_PROJECT)
declare_finding("payments.not_party", Level.ERROR, "收款单位不是合同一方", NOT_PARTY)
declare_finding("payments.no_contract", Level.WARNING, "收款单位没有合同", UNSEEN)
PART = 500

paid_over_contract = sum_within(
    "payments.over_contract", "支付超过合同金额", BEYOND,
    ledger="payments", reference="contract", amount="amount", to="contracts", limit="amount", level=Level.ERROR,
)  # fmt: skip
contract_under_paid = limit_kept(
    "payments.over_contract", "支付超过合同金额", BEYOND,
    limit="amount", ledger="payments", reference="contract", amount="amount", level=Level.ERROR,
)  # fmt: skip


def _contracts(ids: Collection[int]) -> pl.DataFrame:
    """`contract_id`, its number, project and party."""
    found = facts_of("contracts", sorted({one for one in ids if one > 0}), ["number", "project_id", "party_id"])
    return found.rename({"id": "contract_id", "project_id": "of_project", "party_id": "of_party", "number": "key"})


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """New and changed rows that name a contract, beside what it says."""
    if not {"contract_id", "project_id"} <= set(frame.columns):
        return pl.DataFrame()
    rows = frame.filter(pl.col("_state").is_in(["new", "changed"]) & (pl.col("contract_id") > 0))
    return rows.join(_contracts(rows["contract_id"].unique().to_list()), on="contract_id") if len(rows) else rows


def _other_project(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    rows = _named(frame)
    if rows.is_empty():
        return pl.DataFrame(schema=FOUND)
    rows = rows.filter(pl.col("of_project") != pl.col("project_id"))
    return _found((index, key, OTHER_PROJECT.format(key=key), key) for index, key in rows.select("_index", "key").iter_rows())


def _not_party(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    rows = _named(frame)
    if rows.is_empty() or "payee_id" not in rows.columns:
        return pl.DataFrame(schema=FOUND)
    rows = rows.filter(pl.col("of_party") != pl.col("payee_id"))
    names = _names(rows["of_party"].unique().to_list()) if len(rows) else {}
    return _found(
        (index, key, NOT_PARTY.format(key=key, party=names.get(party, "")), key)
        for index, key, party in rows.select("_index", "key", "of_party").iter_rows()
    )


def _names(ids: list[int]) -> dict[int, str]:
    from jiedui.core.places.queries import organisation_names

    return organisation_names(ids)


def _unseen(frame: pl.DataFrame, scope: Any) -> pl.DataFrame:
    if not {"project_id", "payee_id"} <= set(frame.columns):
        return pl.DataFrame(schema=FOUND)
    rows = frame.filter(pl.col("_state").is_in(["new", "changed"]) & (pl.col("project_id") > 0) & pl.col("payee_id").is_not_null())
    if "contract_id" in rows.columns:
        rows = rows.filter(pl.col("contract_id").is_null())
    known = _of_projects(rows["project_id"].unique().to_list())
    rows = rows.filter(pl.col("project_id").is_in(known["project_id"].unique().to_list()))
    rows = rows.join(known, left_on=["project_id", "payee_id"], right_on=["project_id", "party_id"], how="anti")
    return _found((index, None, UNSEEN, None) for (index,) in rows.select("_index").iter_rows())


def _of_projects(ids: list[int]) -> pl.DataFrame:
    """The parties of all contracts of these projects."""
    held: list[tuple[int, int]] = []
    manager = registry.ledger("contracts")._default_manager
    for start in range(0, len(ids), PART):
        part = manager.filter(project_id__in=ids[start : start + PART], party__isnull=False)
        held += part.values_list("project_id", "party_id").distinct()
    return pl.DataFrame(held, schema={"project_id": pl.Int64(), "party_id": pl.Int64()}, orient="row")


def _found(rows: Iterator[tuple[int, Any, str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=FOUND, orient="row")


contract_elsewhere = CrossCheck("payments.other_project", Level.ERROR, "contract", _other_project)
payee_not_party = CrossCheck("payments.not_party", Level.ERROR, "payee", _not_party)
payee_unseen = CrossCheck("payments.no_contract", Level.WARNING, "payee", _unseen)


def within_contracts(written: hooks.Written) -> None:
    """Whatever way rows came in, racing with a change of the contract too: what is paid on a contract stays within it."""
    if written.ledger.info.id == "payments":
        ids = [*written.new, *(id for id in written.changed if written.touches(id, ("contract_id", "amount", "payee_id", "project_id")))]
        rows = facts_of("payments", ids, ["contract_id", "project_id", "payee_id"]).filter(pl.col("contract_id").is_not_null())
    else:
        ids = [id for id in written.changed if written.touches(id, ("amount", "party_id", "project_id"))]
        rows = _payments_on(ids)
    if rows.is_empty():
        return
    store.lock("contracts")
    contracts = sorted(rows["contract_id"].unique().to_list())
    beside = rows.join(_contracts(contracts), on="contract_id")
    for key, project, party, of_project, of_party in beside.select("key", "project_id", "payee_id", "of_project", "of_party").iter_rows():
        if project != of_project:
            raise Refused("payments.other_project", OTHER_PROJECT.format(key=key) + "没有写入任何内容。")
        if party is not None and of_party is not None and party != of_party:
            said = NOT_PARTY.format(key=key, party=_names([of_party]).get(of_party, ""))
            raise Refused("payments.not_party", said + "没有写入任何内容。")
    limits = facts_of("contracts", contracts, ["number", "amount"])
    sums = sum_by("payments", "contract_id", "amount", contracts).rename({"contract_id": "id"})
    over = limits.join(sums, on="id").filter(pl.col("sum") > pl.col("amount"))
    for key, most, total in over.select("number", "amount", "sum").head(1).iter_rows():
        told = BEYOND.format(key=key, sum=money(total, YUAN), limit=money(most, YUAN))
        raise Refused("payments.over_contract", told + "没有写入任何内容。")


def _payments_on(contracts: list[int]) -> pl.DataFrame:
    schema = {"contract_id": pl.Int64(), "project_id": pl.Int64(), "payee_id": pl.Int64()}
    held: list[tuple[Any, ...]] = []
    for start in range(0, len(contracts), PART):
        named = registry.ledger("payments")._default_manager.filter(contract_id__in=contracts[start : start + PART])
        held += named.values_list("contract_id", "project_id", "payee_id").distinct()
    return pl.DataFrame(held, schema=schema, orient="row")


hooks.add_follower("payments", within_contracts)
hooks.add_follower("contracts", within_contracts)
