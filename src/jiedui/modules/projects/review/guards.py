"""What the database itself refuses, whoever asks: scores outside the time of scoring, results changed, a round frozen and moved.

Each table says in which states of its round rows may be added, changed and removed. Triggers look the state up.
"""

from jiedui.modules.projects.review.lists import CANCELLED, CLOSED, DRAFT, FROZEN, NOTICE, SCORING

ROUND = "projects_reviewround"
OVER = (FROZEN, CANCELLED)
TEXT = "评审留下的记录不能这样修改或删除"
TABLES: dict[str, tuple[tuple[str, ...], bool]] = {
    "projects_reviewcandidate": ((DRAFT,), True),
    "projects_reviewer": ((DRAFT, SCORING), True),
    "projects_reviewrecusal": ((DRAFT, SCORING, CLOSED), True),
    "projects_reviewsheet": ((SCORING,), False),
    "projects_reviewdecision": ((CLOSED,), False),
    "projects_reviewnotice": ((CLOSED,), False),
    "projects_reviewoutcome": ((CLOSED,), False),
    "projects_reviewobjection": ((NOTICE,), False),
    "projects_reviewanswer": ((NOTICE,), False),
    "projects_reviewstep": ((DRAFT, SCORING, CLOSED, NOTICE), False),
}
"""Table -> the states in which rows are added, and whether they may be changed or removed while the round is a draft."""


def statements(vendor: str) -> list[str]:
    """The SQL that arms the tables."""
    found = []
    for table, (states, loose) in TABLES.items():
        state = f"(SELECT state FROM {ROUND} WHERE id = {{row}}.round_id)"
        new = f"{state.format(row='NEW')} NOT IN ({_quoted(states)})"
        old = f"{state.format(row='OLD')} <> '{DRAFT}'" if loose else "1 = 1"
        found += _armed(vendor, table, insert=new, update=old, delete=old)
    found += _armed(vendor, ROUND, insert="1 = 0", update=f"OLD.state IN ({_quoted(OVER)})", delete="1 = 1")
    return found


def _armed(vendor: str, table: str, *, insert: str, update: str, delete: str) -> list[str]:
    conditions = {"INSERT": insert, "UPDATE": update, "DELETE": delete}
    if vendor == "postgresql":
        raised = f"RAISE EXCEPTION '{TEXT}' USING ERRCODE = 'integrity_constraint_violation';"
        cases = " ".join(f"IF TG_OP = '{what}' THEN IF {when} THEN {raised} END IF; END IF;" for what, when in conditions.items())
        return [
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN {cases} IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END$$",
            f"CREATE TRIGGER {table}_guard BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_guard_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()",
        ]
    made = [
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
        for what, when in conditions.items()
    ]
    # INSERT OR REPLACE takes the old row away without asking the trigger of DELETE.
    return [
        *made,
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END",
    ]


def let_go_statements(vendor: str) -> list[str]:
    """The SQL that takes this back: for reversing the migration and for tests that empty their database."""
    tables = (*TABLES, ROUND)
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}" for table in tables for name in ("guard", "guard_all")]
    names = ("no_insert", "no_update", "no_delete", "no_replace")
    return [f"DROP TRIGGER IF EXISTS {table}_{name}" for table in tables for name in names]


def _quoted(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{one}'" for one in states)
