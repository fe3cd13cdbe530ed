"""The total of the year before, which the plan leaves open: invented, so that a figure can be held against it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jiedui.core.plan import operations as plan
from jiedui.core.plan.queries import target

FISCAL_AID = "09"
PART = Decimal("0.94")
"""Last year's total beside this year's, as invented."""


def enter_last_year(projects: Iterable[Mapping[str, Any]]) -> bool:
    """Enter the total of last year's fiscal aid beside the invented projects; False where no plan waits for it."""
    known = target(FISCAL_AID, date.max)
    given = (row["协作资金(万元)"] for row in projects if row["资金类别"] == "财政援助")
    total = sum((Decimal(str(fund)) for fund in given), Decimal(0))
    if known is None or known.value is not None or known.valid_from is None or not total:
        return False
    plan.set_target(
        FISCAL_AID,
        value=str(round(total * PART)),
        valid_from=known.valid_from,
        by=None,
        source=_("演示：虚构的上年财政援助资金总额"),
    )
    return True
