"""What the veil covers beside the ledgers: names of files, answers and messages of imports, views that people keep."""

from typing import Any

from jiedui.core.intake.models import Import
from jiedui.core.words import veil
from jiedui.web.models import SavedView


def _empty_object(value: Any) -> str:
    return "{}"


def _nothing_asked(value: Any) -> str:
    return ""


for _model, _name, _stand_in in (
    (Import, "file_name", veil.text),
    (Import, "message", veil.text),
    (Import, "answers", _empty_object),
    (SavedView, "name", veil.text),
    (SavedView, "query", _nothing_asked),
):
    veil.cover(_model._meta.get_field(_name), _stand_in)
