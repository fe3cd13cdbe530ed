"""Files that are ready to be fetched wait for their owner: in the bell and beside the menu entry."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jiedui.jobs.exports.queries import waiting_for
from jiedui.web import todo


def ready(user: Any) -> list[todo.Item]:
    """One entry for each file that its owner has not fetched yet."""
    return [
        todo.Item(
            _("导出的文件可以下载"),
            reverse("web:downloads"),
            note=export.file_name,
            at=export.finished_at,
            icon="download",
            badge="web:downloads",
        )
        for export in waiting_for(user)
    ]


todo.register(ready)
