"""docs/reference/events.md: the kinds of events that the trail records."""

from jiedui.web.trailpages.telling import ACTIONS, KINDS
from tools.reference.markdown import code, table

HEAD = """# Events of the trail · 存证事件

Every transaction that changes a ledger, and every act that a reviewer may ask about, is one event: who, when, from
where, what, which file. Entries below it name the changed rows. Names that people typed when a sign-in failed are not
kept. How it is stored and proved: [the trail, byte by byte](trail.md).
"""


def page() -> str:
    kinds = table(("kind", "中文"), [(code(kind), label) for kind, label in KINDS.items()])
    actions = table(("action", "中文"), [(code(action), label) for action, label in ACTIONS.items()])
    return "\n".join([HEAD, kinds, "## Entries\n", actions])
