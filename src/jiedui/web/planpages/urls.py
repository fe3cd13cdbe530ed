"""The addresses of the plan."""

from django.urls import path

from jiedui.web.planpages import keeping, life, tasks, views

TASK = "plan/tasks/<int:task_id>/"
MEASURE = "plan/<slug:plan_slug>/<slug:measure_slug>/"

pages = [
    path("plan/", views.plan, name="plan"),
    path("plan/changes/", views.changes, name="plan_changes"),
    path("plan/comments/", life.comments, name="plan_comments"),
    path("plan/comments/<int:comment_id>/", life.answer, name="plan_answer"),
    path("plan/tasks/", tasks.tasks, name="plan_tasks"),
    path(TASK, tasks.task, name="plan_task"),
    path(TASK + "edit/", keeping.edit_task, name="plan_task_edit"),
    path(TASK + "done/", tasks.done, name="plan_task_done"),
    path(TASK + "reopen/", keeping.reopen, name="plan_task_reopen"),
    path(TASK + "files/", tasks.attach, name="plan_task_attach"),
    path(TASK + "files/<slug:digest>/", tasks.open_file, name="plan_task_file"),
    path("plan/<slug:plan_slug>/send/", life.send_out, name="plan_send"),
    path("plan/<slug:plan_slug>/issue/", life.issue, name="plan_issue"),
    path("plan/<slug:plan_slug>/copy/", life.copy, name="plan_copy"),
    path(MEASURE, views.measure, name="plan_measure"),
    path(MEASURE + "edit/", keeping.edit_measure, name="plan_measure_edit"),
    path(MEASURE + "comment/", life.comment, name="plan_comment"),
    path(MEASURE + "tasks/new/", keeping.new_task, name="plan_task_new"),
]
