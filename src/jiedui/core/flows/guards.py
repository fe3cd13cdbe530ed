"""The rules of signing in the database itself: who wrote or proposed it signs for no side, and nobody signs for both.

The code asks first and answers in sentences; these triggers stand behind it, for racing users and for a forgotten check.
"""

from jiedui.core.trail import guards

ADDED_TO = ("flows_shown", "flows_author", "flows_signature", "flows_step")
KEPT = ("flows_case", "flows_decision", "flows_item", "flows_delegation", "flows_gatechoice")
_AUTHOR = "SELECT 1 FROM flows_author WHERE decision_id = NEW.decision_id AND person IN (NEW.person, COALESCE(NEW.for_person, NEW.person))"
_OTHER = (
    "SELECT 1 FROM flows_signature WHERE decision_id = NEW.decision_id AND side <> NEW.side "
    "AND (person IN (NEW.person, COALESCE(NEW.for_person, NEW.person)) "
    "OR for_person IN (NEW.person, COALESCE(NEW.for_person, NEW.person)))"
)
_STALE = (
    "SELECT 1 FROM flows_decision d LEFT JOIN flows_shown s ON s.decision_id = d.id AND s.version = d.version "
    "WHERE d.id = NEW.decision_id AND (d.outcome <> 'open' OR d.version <> NEW.version OR s.digest IS NULL OR s.digest <> NEW.digest)"
)
RULES = {
    "author": (_AUTHOR, "起草人、提请人不能签署"),
    "other_side": (_OTHER, "同一人不能代表双方签署"),
    "stale": (_STALE, "签署的内容与当前版本不一致"),
}


def create_statements(vendor: str) -> list[str]:
    """The SQL that arms the tables, in order."""
    arming = [one for table in ADDED_TO for one in guards.append_only_statements(vendor, table)]
    arming += [one for table in KEPT for one in guards.keep_statements(vendor, table)]
    for name, (found, text) in RULES.items():
        if vendor == "postgresql":
            body = (
                f"BEGIN IF EXISTS ({found}) THEN RAISE EXCEPTION '{text}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END"
            )
            arming += [
                f"CREATE OR REPLACE FUNCTION flows_{name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
                f"CREATE TRIGGER flows_signature_{name} BEFORE INSERT ON flows_signature FOR EACH ROW EXECUTE FUNCTION flows_{name}()",
            ]
        else:
            arming.append(
                f"CREATE TRIGGER flows_signature_{name} BEFORE INSERT ON flows_signature "
                f"WHEN EXISTS ({found}) BEGIN SELECT RAISE(ABORT, '{text}'); END"
            )
    return arming


def drop_statements(vendor: str) -> list[str]:
    """The SQL that takes this back, for reversing the migration."""
    on = " ON flows_signature" if vendor == "postgresql" else ""
    return [
        *(f"DROP TRIGGER IF EXISTS flows_signature_{name}{on}" for name in RULES),
        *(one for table in (*ADDED_TO, *KEPT) for one in guards.let_go_statements(vendor, table)),
    ]
