"""The addresses of competitive review."""

from django.urls import path

from jiedui.modules.projects.review.pages import results, scoring, setting, views

ROUND = "projects/review/<int:round_id>/"
PROJECT = ROUND + "projects/<int:candidate_id>/"

pages = [
    path("projects/review/", views.rounds, name="review_rounds"),
    path("projects/review/new/", views.new, name="review_new"),
    path(ROUND, views.round_page, name="review_round"),
    path(ROUND + "edit/", setting.edit, name="review_edit"),
    path(ROUND + "step/", views.step, name="review_step"),
    path(ROUND + "candidates/", setting.candidates, name="review_candidates"),
    path(ROUND + "reviewers/", setting.reviewers, name="review_reviewers"),
    path(ROUND + "reviewers/<int:reviewer_id>/remove/", setting.remove_reviewer, name="review_reviewer_remove"),
    path(ROUND + "tie/", results.tie, name="review_tie"),
    path(ROUND + "sheet/", results.sheet, name="review_sheet"),
    path(ROUND + "notice/", results.notice, name="review_notice"),
    path(ROUND + "notice/object/", results.object_to, name="review_object"),
    path(ROUND + "objections/<int:objection_id>/", results.answer, name="review_answer"),
    path(PROJECT, scoring.candidate, name="review_candidate"),
    path(PROJECT + "remove/", setting.remove_candidate, name="review_candidate_remove"),
    path(PROJECT + "score/", scoring.score, name="review_score"),
    path(PROJECT + "declare/", scoring.declare, name="review_declare"),
    path(PROJECT + "veto/", scoring.veto, name="review_veto"),
    path(PROJECT + "excuse/", scoring.excuse, name="review_excuse"),
]
