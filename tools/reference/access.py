"""docs/reference/roles.md: the roles, and what each may do."""

from jiedui.core.access.rights import ACTIONS, LEDGER_ACTIONS, RIGHTS
from jiedui.core.access.roles import ROLES
from tools.reference.markdown import code, table

LEVELS = {
    "all": "every county", "district": "a district: the counties paired with it on the day", "none": "no data",
    "county": "a county, city or province", "town": "a township", "any": "any region, or every county",
}  # fmt: skip
HEAD = """# Roles · 角色

What a person may do follows from the grants (授权) that are valid today: a role, a region and two dates. There is no
superuser. Where the person may do it is the union of the regions of those grants whose role allows the action; what
lies outside does not exist for that person (404). How it is enforced: [security](../explanation/security.md).
"""
NOTES = """
The three administrators are three people: the database refuses a second administrator's role for one account, and an
administrator holds no other role. An API token reaches at most what its owner reaches at the moment of the call; it
may be made for:

{actions}
"""


def page() -> str:
    roles = [(role.label, code(role.code), LEVELS[role.level], role.note) for role in ROLES]
    head = ("action", "", *(str(role.label) for role in ROLES))
    may = [(label, code(action), *(action in RIGHTS[role.code] for role in ROLES)) for action, label in ACTIONS.items()]
    actions = "".join(f"- {label} `{action}`\n" for action, label in ACTIONS.items() if action in LEDGER_ACTIONS)
    return "\n".join([
        HEAD, table(("role", "id", "granted for", "note"), roles), "## Who may do what\n", table(head, may),
        NOTES.format(actions=actions),
    ])  # fmt: skip
