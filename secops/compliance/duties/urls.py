"""Addresses of directives and duties."""

from django.urls import URLPattern, URLResolver, path

from secops.compliance.duties.views import (
    affirming,
    bulk,
    directives,
    duties,
    evidence,
    ladders,
    locking,
    office,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("directives/", directives.directive_list, name="directives"),
    path("directives/new/", directives.directive_new, name="directive-new"),
    path("directives/<str:code>/", directives.directive, name="directive"),
    path("directives/<str:code>/send/", directives.directive_send, name="directive-send"),
    path("directives/<str:code>/example/", directives.directive_example, name="directive-example"),
    path("directives/<str:code>/undo/", directives.directive_undo, name="directive-undo"),
    path("directives/<str:code>/ladder/", ladders.directive_ladder, name="directive-ladder"),
    path("directives/<str:code>/close/", directives.directive_close, name="directive-close"),
    path("campaigns/<slug:code>/orders/", directives.campaign_orders, name="campaign-orders"),
    path("lock/", locking.lock, name="lock"),
    path("applications/<str:code>/stack/", locking.application_stack, name="application-stack"),
    path("duties/", duties.duty_list, name="duties"),
    path("duties/bulk/", bulk.duties_bulk, name="duties-bulk"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/receive/", duties.duty_receive, name="duty-receive"),
    path("duties/<int:pk>/received-for/", office.duty_received_for, name="duty-received-for"),
    path("duties/<int:pk>/stated-for/", office.duty_stated_for, name="duty-stated-for"),
    path("duties/<int:pk>/report/", duties.duty_report, name="duty-report"),
    path("duties/<int:pk>/usernames/", locking.usernames, name="duty-usernames"),
    path("duties/<int:pk>/state/", duties.duty_state, name="duty-state"),
    path("duties/<int:pk>/object/", duties.duty_object, name="duty-object"),
    path("duties/<int:pk>/pass/", duties.duty_pass, name="duty-pass"),
    path("duties/<int:pk>/ask/", office.duty_ask, name="duty-ask"),
    path("duties/<int:pk>/accept/", office.duty_accept, name="duty-accept"),
    path("duties/<int:pk>/step/<slug:name>/", office.duty_step, name="duty-step"),
    path("statements-of-heads/<int:pk>/affirm/", affirming.statement_affirm, name="affirm"),
    path("statements-of-heads/<int:pk>/letter/", affirming.statement_letter, name="affirm-letter"),
    path("duties/<int:pk>/evidence/", evidence.evidence_add, name="evidence-add"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence.evidence_remove, name="evidence-remove"),
    path("objections/<int:pk>/answer/", office.objection_answer, name="objection-answer"),
]
