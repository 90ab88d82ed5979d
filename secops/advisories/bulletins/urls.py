"""Addresses of advisories to departments."""

from django.urls import URLPattern, URLResolver, path

from secops.advisories.bulletins.views import deeds, department, office

ONE = "bulletins/<str:code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("bulletins/", office.bulletin_list, name="bulletins"),
    path("bulletins/new/", office.bulletin_new, name="bulletin-new"),
    path(ONE, office.bulletin, name="bulletin"),
    path(ONE + "edit/", office.bulletin_edit, name="bulletin-edit"),
    path(ONE + "submit/", deeds.bulletin_submit, name="bulletin-submit"),
    path(ONE + "pull/", deeds.bulletin_pull, name="bulletin-pull"),
    path(ONE + "approve/", deeds.bulletin_approve, name="bulletin-approve"),
    path(ONE + "return/", deeds.bulletin_return, name="bulletin-return"),
    path(ONE + "withdraw/", deeds.bulletin_withdraw, name="bulletin-withdraw"),
    path(ONE + "close/", deeds.bulletin_close, name="bulletin-close"),
    path(ONE + "remind/", deeds.bulletin_remind, name="bulletin-remind"),
    path(ONE + "undo/", deeds.bulletin_undo, name="bulletin-undo"),
    path(ONE + "phone/", deeds.bulletin_phone, name="bulletin-phone"),
    path(ONE + "order/", deeds.bulletin_order, name="bulletin-order"),
    path("department-bulletins/", department.department_bulletin_list,
         name="department-bulletins"),
    path("department-bulletins/<int:pk>/", department.department_bulletin,
         name="department-bulletin"),
]  # fmt: skip
