"""The addresses of flows and signatures."""

from django.urls import path

from jiedui.web.flowpages import decisions, delegations, gates, overview, signing

pages = [
    path("decisions/", decisions.inbox, name="decisions"),
    path("decisions/read/", signing.read, name="decisions_read"),
    path("decisions/sign/", signing.sign_read, name="decisions_sign"),
    path("decisions/<int:decision_id>/", decisions.decision, name="decision"),
    path("decisions/<int:decision_id>/sheet/", decisions.sheet, name="decision_sheet"),
    path("decisions/<int:decision_id>/sign/", signing.sign, name="decision_sign"),
    path("decisions/<int:decision_id>/return/", decisions.return_, name="decision_return"),
    path("decisions/<int:decision_id>/withdraw/", decisions.withdraw, name="decision_withdraw"),
    path("flows/<str:ledger_id>/", overview.flow, name="flow"),
    path("flows/<str:ledger_id>/step/", overview.step, name="flow_step"),
    path("gates/", gates.gates, name="gates"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<int:delegation_id>/end/", delegations.end, name="delegation_end"),
]
