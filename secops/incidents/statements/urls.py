"""Addresses of public statements."""

from django.urls import path

from secops.incidents.statements.views import answers, pages, steps

urlpatterns = [
    path("statements/", pages.statement_list, name="statements"),
    path("statements/new/", pages.statement_new, name="statement-new"),
    path("statements/<str:code>/", pages.statement, name="statement"),
    path("statements/<str:code>/statement.pdf", pages.statement_pdf, name="statement-pdf"),
    path("statements/<str:code>/edit/", pages.statement_edit, name="statement-edit"),
    path("statements/<str:code>/facts/", steps.statement_fact, name="statement-fact"),
    path(
        "statements/<str:code>/facts/<int:pk>/unlink/",
        steps.statement_unlink,
        name="statement-unlink",
    ),
    path("statements/<str:code>/review/", steps.statement_review, name="statement-review"),
    path("statements/<str:code>/approve/", steps.statement_approve, name="statement-approve"),
    path("statements/<str:code>/publish/", steps.statement_publish, name="statement-publish"),
    path("statements/<str:code>/drop/", steps.statement_drop, name="statement-drop"),
    path(
        "statements/<str:code>/warnings/<int:pk>/settle/",
        steps.statement_settle,
        name="statement-settle",
    ),
    path("statements/<str:code>/answers/new/", answers.answer_new, name="answer-new"),
    path(
        "statements/<str:code>/answers/<int:pk>/approve/",
        answers.answer_approve,
        name="answer-approve",
    ),
    path(
        "statements/<str:code>/answers/<int:pk>/withdraw/",
        answers.answer_withdraw,
        name="answer-withdraw",
    ),
]
