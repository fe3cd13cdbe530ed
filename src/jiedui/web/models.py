"""What a person keeps of the pages: views of a list, and how its table looks to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """Filters and order of a list under a name. `query` is its address; what it shows is always within the reader's scope."""

    class Shared(models.TextChoices):
        NOBODY = "", _("仅自己可见")
        ORGANISATION = "organisation", _("本单位可见")
        EVERYONE = "everyone", _("能查看本台账的人都可见")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ledger = models.CharField(max_length=60)
    name = models.CharField(_("名称"), max_length=40)
    query = models.TextField(blank=True)
    shared = models.CharField(_("共享"), max_length=12, choices=Shared.choices, blank=True, default="")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("列表视图")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "ledger", "name"], name="web_savedview_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["ledger", "shared"], name="web_savedview_shared")]

    def __str__(self) -> str:
        return self.name


class ListSetting(models.Model):
    """How one person sees the list of one ledger: columns in their order ("" is the usual ones), widths in pixels by
    column, rows on a page, and the view to begin with."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ledger = models.CharField(max_length=60)
    columns = models.TextField(blank=True, default="")
    widths = models.JSONField(default=dict)
    size = models.PositiveSmallIntegerField(default=0)
    default_view = models.ForeignKey(SavedView, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("列表设置")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "ledger"], name="web_listsetting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.ledger}"
