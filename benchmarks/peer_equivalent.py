"""The peer's equivalent import, for the peer's process: what django-import-export does when it has to do our job.

Typed columns, regions and firms as references looked up by name, a check digit, coded lists, dates, fen and yes/no, and
rows that say what they said before told from changed ones. Tuned: every look-up is one query at the start, writes are in
bulk, a row has no transaction, no diff in HTML. It neither seals nor keeps a trail.
"""

from datetime import date, datetime
from typing import Any

from django.db import connection, models
from import_export import fields, instance_loaders, resources, widgets

from benchmarks import people, plain

SEXES, YES_NO = ("男", "女"), {"是": True, "否": False}
CODES = {
    "ethnic": {"壮族": "08", "汉族": "01", "瑶族": "13"},
    "tags": {"脱贫人口": "poor", "监测对象": "watched", "其他农村劳动力": "other"},
    "status": {"已到岗": "arrived", "稳定就业": "stable", "离岗": "left"},
    "trade": {"制造业": "C", "建筑业": "E", "住宿和餐饮业": "H"},
}  # fmt: skip
PLACES = {
    **{name: code for code, name in enumerate(people.COUNTIES, 450100)},
    "广东省深圳市宝安区": 440306, "广东省深圳市龙岗区": 440307, "广西壮族自治区南宁市": 450100,
}  # fmt: skip


class Region(models.Model):
    code = models.IntegerField()
    name = models.CharField(max_length=60, unique=True)

    class Meta:
        app_label = "benchmarks"


class Firm(models.Model):
    name = models.CharField(max_length=100, unique=True)

    class Meta:
        app_label = "benchmarks"


class Worker(models.Model):
    name = models.CharField(max_length=60)
    resident_id = models.CharField(max_length=18, db_index=True)
    sex = models.CharField(max_length=1, null=True)
    ethnic = models.CharField(max_length=2, null=True)
    county = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    phone = models.CharField(max_length=11, null=True, db_index=True)
    tags = models.CharField(max_length=20, null=True)
    status = models.CharField(max_length=20, null=True)
    employer = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="+")
    trade = models.CharField(max_length=4, null=True)
    post = models.CharField(max_length=60, null=True)
    workplace = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateField(null=True)
    wage = models.BigIntegerField(null=True)
    contract = models.BooleanField(null=True)

    class Meta:
        app_label = "benchmarks"
        constraints = (models.UniqueConstraint(fields=("county", "resident_id"), name="benchmarks_worker_key"),)


class Number(widgets.CharWidget):  # type: ignore[misc]
    """A resident ID: 18 places, a possible birthday, the check digit of GB 11643."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = str(value).strip().upper()
        if len(text) != 18 or not text[:17].isdigit():
            raise ValueError(f"not a resident ID: {len(text)} places")
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
        if people.CHECK[sum(int(d) * w for d, w in zip(text[:17], people.WEIGHTS, strict=True)) % 11] != text[17]:
            raise ValueError("the check digit is wrong")
        return text


class Phone(widgets.CharWidget):  # type: ignore[misc]
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str | None:
        text = str(value).strip()
        if text and not (len(text) == 11 and text.isdigit() and text[0] == "1"):
            raise ValueError("not a mobile number")
        return text or None


class Coded(widgets.Widget):  # type: ignore[misc]
    """A value by the word that is written for it."""

    def __init__(self, codes: dict[str, Any]) -> None:
        super().__init__()
        self.codes = codes

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if value in (None, ""):
            return None
        if value not in self.codes:
            raise ValueError(f"unknown word: {value}")
        return self.codes[value]


class Known(Coded):
    """A row of another table by its name, from one look-up of them all; a firm not known is created."""

    def __init__(self, model: Any, create: bool = False) -> None:
        super().__init__({one.name: one for one in model.objects.all()})
        self.model, self.create = model, create

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if self.create and value and value not in self.codes:
            self.codes[value] = self.model.objects.create(name=value)
        return super().clean(value, row, **kwargs)


class Day(widgets.Widget):  # type: ignore[misc]
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        return value.date() if isinstance(value, datetime) else date.fromisoformat(value) if value else None


class Fen(widgets.Widget):  # type: ignore[misc]
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        return None if value in (None, "") else round(float(value) * 100)


def prepare() -> None:
    """The tables, and the places that are known before the import."""
    with connection.schema_editor() as editor:
        for model in (Region, Firm, Worker):
            editor.create_model(model)
    Region.objects.bulk_create(Region(code=code, name=name) for name, code in PLACES.items())


def resource() -> Any:
    widget: dict[str, Any] = {
        "resident_id": Number(), "phone": Phone(), "sex": Coded({sex: sex for sex in SEXES}), "contract": Coded(YES_NO),
        "county": Known(Region), "workplace": Known(Region), "employer": Known(Firm, create=True), "since": Day(),
        "wage": Fen(), **{name: Coded(codes) for name, codes in CODES.items()},
    }  # fmt: skip
    declared = {
        name: fields.Field(attribute=name, column_name=name, widget=widget.get(name, widgets.CharWidget()))
        for name in plain.COLUMNS
    }

    class WorkerResource(resources.ModelResource):  # type: ignore[misc]
        vars().update(declared)

        class Meta:
            model = Worker
            fields = plain.COLUMNS
            import_id_fields = ("resident_id",)
            instance_loader_class = instance_loaders.CachedInstanceLoader
            use_bulk = True
            batch_size = 5000
            skip_unchanged = True
            skip_html_diff = True
            use_transactions = False

    return WorkerResource()
