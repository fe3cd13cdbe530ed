"""What the cluster's engine does before there is a cluster: statements are made without pyspark and Java, and missing ones are told."""

import sys
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from jiedui.core.lake import engines
from jiedui.core.lake.session import Embedded
from jiedui.core.lake.sources import Source, unbound
from jiedui.core.lake.spark import Cluster
from jiedui.core.words.errors import JieduiError

SCHEMA = {"id": pl.Int64(), "county": pl.String(), "town": pl.String()}


@pytest.fixture
def without_pyspark(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    yield


def test_rows_under_a_condition_are_counted_not_summed(without_pyspark: None) -> None:
    rows = unbound("rows", SCHEMA)
    said = Cluster("spark://127.0.0.1:1").sql(rows.aggregate(all=rows.count(), some=rows.count(where=rows.id > 1)))
    assert said == "SELECT COUNT(*) AS `all`, COUNT(IF(`t0`.`id` > 1, 1, NULL)) AS `some` FROM `rows` AS `t0`"


def test_without_pyspark_the_remedy_is_told(without_pyspark: None) -> None:
    cluster = Cluster("spark://127.0.0.1:1")
    rows = unbound("rows", SCHEMA)
    cluster.sources["rows"] = Source(SCHEMA)
    with pytest.raises(JieduiError, match="jiedui\\[spark\\]") as told:
        cluster.run(rows.count())
    assert told.value.id == "lake.no_spark"


def test_only_a_named_engine_is_a_cluster(settings: Any) -> None:
    settings.ENGINE = ""
    assert isinstance(engines.chosen(), Embedded)
    settings.ENGINE = "spark://127.0.0.1:1"
    assert isinstance(engines.chosen(), Cluster)
