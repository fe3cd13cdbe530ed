"""The addresses of targets, pairings and organisations."""

from django.urls import path

from jiedui.web.administration import organisations, pairings, targets

pages = [
    path("targets/", targets.targets, name="targets"),
    path("targets/<str:indicator_id>/", targets.target, name="target"),
    path("pairings/", pairings.pairings, name="pairings"),
    path("pairings/new/", pairings.new_pairing, name="new_pairing"),
    path("pairings/<int:pairing_id>/confirm/", pairings.confirm_pairing, name="confirm_pairing"),
    path("pairings/<int:pairing_id>/end/", pairings.end_pairing, name="end_pairing"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<int:organisation_id>/aliases/", organisations.add_alias, name="add_alias"),
    path(
        "organisations/<int:organisation_id>/aliases/<int:alias_id>/remove/",
        organisations.remove_alias,
        name="remove_alias",
    ),
]
