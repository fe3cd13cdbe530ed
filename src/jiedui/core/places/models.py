"""Regions with their history, organisations, and who is paired with whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jiedui.core.places.levels import Level


class Region(models.Model):
    """A region, or one that no longer exists (`valid_to` set, `successor` the region that took its place).

    code: GB/T 2260 (6 digits), town (9), village (12), or a local code such as 440307DP where the standard has none.
    """

    code = models.CharField(_("代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=100)
    short = models.CharField(_("简称"), max_length=100)
    level = models.CharField(_("级别"), max_length=8, choices=[(level.value, level.value) for level in Level])
    parent = models.CharField(_("上级代码"), max_length=12, blank=True, default="", db_index=True)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    successor = models.CharField(_("接替代码"), max_length=12, blank=True, default="")

    class Meta:
        verbose_name = _("地区")
        indexes = [models.Index(fields=["level"], name="places_region_level")]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"


class RegionName(models.Model):
    """Another name of a region that kept its code: a former name (`old`) or one in use beside the official one."""

    region = models.CharField(_("代码"), max_length=12)
    name = models.CharField(_("名称"), max_length=100)
    old = models.BooleanField(_("旧称"), default=False)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("地区别名")
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="places_regionname_once")]

    def __str__(self) -> str:
        return self.name


class Loaded(models.Model):
    """What was loaded into the tables of regions: the digest of the sources, in one row."""

    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.digest


class Organisation(models.Model):
    """An enterprise, school, hospital, cooperative or budget unit; created unconfirmed when a file first names it.

    match_name: the name as it is compared (see `names.match_name`); several organisations may share it when their
    credit codes differ. county: today's code of the county or district it belongs to, when known.
    """

    name = models.TextField(_("名称"))
    match_name = models.TextField(db_index=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True)
    kind = models.CharField(_("类型"), max_length=20, blank=True, default="")
    county = models.CharField(_("所在县区"), max_length=12, null=True, blank=True)
    confirmed = models.BooleanField(_("已确认"), default=False)

    class Meta:
        verbose_name = _("机构")

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(models.Model):
    """Another name of an organisation: as a person wrote it (may be empty), and as compared."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.TextField(_("名称"), blank=True, default="")
    match_name = models.TextField(unique=True)

    class Meta:
        verbose_name = _("机构别名")

    def __str__(self) -> str:
        return self.name or self.match_name


class Pairing(models.Model):
    """A county of the west side paired with a district of the east side, for a time.

    valid_from empty: since before the plan; valid_to empty: still in force. Both days belong to the pairing.
    confidence: where the fact comes from; confirmed is False until a person vouches for an uncertain one.
    entered_by: who added it or gave it its last day here; empty where it stands as the plan states it.
    """

    county = models.CharField(_("县"), max_length=12)
    district = models.CharField(_("区"), max_length=12)
    kind = models.CharField(_("类型"), max_length=8)
    valid_from = models.DateField(_("起"), null=True, blank=True)
    valid_to = models.DateField(_("止"), null=True, blank=True)
    confidence = models.CharField(_("依据"), max_length=60)
    confirmed = models.BooleanField(_("已确认"), default=False)
    entered_by = models.TextField(_("录入人"), blank=True, default="")

    class Meta:
        verbose_name = _("结对关系")
        # A pairing that ended may come back later, from another day on. That a county is paired with one district at a
        # time is checked by the operations: it is a rule about spans, which a plain constraint cannot say.
        constraints = [
            models.UniqueConstraint(fields=["county", "district", "kind", "valid_from"], name="places_pairing_start"),
            models.UniqueConstraint(
                fields=["county", "district", "kind"],
                condition=models.Q(valid_from=None),
                name="places_pairing_open_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district}–{self.county}"


class KeyCounty(models.Model):
    """A national key county for rural revitalisation (国家乡村振兴重点帮扶县), from the day the list was issued."""

    code = models.CharField(_("县"), max_length=12, unique=True)
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("重点帮扶县")

    def __str__(self) -> str:
        return self.code
