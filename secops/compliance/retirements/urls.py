"""Addresses of retirements."""

from django.urls import path

from secops.compliance.retirements.views import cases, papers, probe, steps

urlpatterns = [
    path("retirements/", cases.retirement_list, name="retirements"),
    path("applications/<str:code>/retirement/", cases.start, name="retirement-start"),
    path("retirements/probe/", probe.probe, name="retirement-probe"),
    path("retirements/<int:pk>/look/", probe.look, name="retirement-look"),
    path("retirements/<int:pk>/", cases.retirement, name="retirement"),
    path("retirements/<int:pk>/letter/", cases.letter, name="retirement-letter"),
    path("retirements/<int:pk>/answer/", steps.answer, name="retirement-answer"),
    path("retirements/<int:pk>/steps/<slug:name>/", steps.step, name="retirement-step"),
    path("retirements/<int:pk>/back/", steps.back, name="retirement-back"),
    path("retirements/<int:pk>/receipt/", steps.receipt, name="retirement-receipt"),
    path("retirements/<int:pk>/called/", steps.called, name="retirement-called"),
    path("retirements/<int:pk>/followers/", steps.add, name="retirement-follower-add"),
    path("retirement-followers/<int:pk>/", steps.tick, name="retirement-follower"),
    path("retirement-minutes/<int:pk>/", cases.minutes, name="retirement-minutes"),
    path("retirement-minutes/<int:pk>/draft/", papers.minutes, name="retirement-minutes-draft"),
    path("retirements/<int:pk>/letter/draft/", papers.letter, name="retirement-letter-draft"),
    path("retirement-proofs/<int:pk>/", cases.proof, name="retirement-proof"),
]
