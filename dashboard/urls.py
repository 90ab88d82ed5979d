"""Addresses of what is seen across subjects."""

from django.urls import path

from dashboard.account import views as account_views
from dashboard.applications import views as application_views
from dashboard.campaigns import closing, ladder, quick, wizard
from dashboard.campaigns import views as campaign_views
from dashboard.compliance import views as compliance_views
from dashboard.departments import views as department_views
from dashboard.desk.views import contacts as contact_views
from dashboard.desk.views import desk as desk_views
from dashboard.desk.views import remind as remind_views
from dashboard.desk.views import report as report_views
from dashboard.desk.views import shared as shared_views
from dashboard.desk.views import sheet as sheet_views
from dashboard.desk.views import slips as slip_views
from dashboard.desk.views import transfers as transfer_views
from dashboard.door import false_message, stop_mail
from dashboard.log_ins import views as log_in_views
from dashboard.mailbox import views as mail_views
from dashboard.poster import views as poster_views
from dashboard.system import findings as finding_views
from dashboard.system import views as system_views
from dashboard.today import views as today_views
from dashboard.told import views as told_views
from dashboard.trail import views as trail_views
from dashboard.trouble import views as trouble_views

urlpatterns = [
    path("", today_views.today, name="today"),
    path("leadership/send/", today_views.send_lines, name="leadership-send"),
    path("wall/", today_views.wall, name="wall"),
    path("campaigns/new/", wizard.new, name="campaign-new"),
    path("campaigns/count/", wizard.count, name="campaign-count"),
    path("campaigns/first-order/", quick.quick, name="campaign-quick"),
    path("campaigns/<slug:code>/", campaign_views.campaign, name="campaign"),
    path("campaigns/<slug:code>/report/", closing.report, name="campaign-report"),
    path("campaigns/<slug:code>/ladder/", ladder.ladder, name="campaign-ladder"),
    path("campaigns/<slug:code>/setup/", wizard.scope, name="campaign-scope"),
    path("campaigns/<slug:code>/setup/dates/", wizard.dates, name="campaign-dates"),
    path("campaigns/<slug:code>/setup/message/", wizard.message, name="campaign-message"),
    path("campaigns/<slug:code>/setup/start/", wizard.start, name="campaign-start"),
    path("compliance/", compliance_views.heat_map, name="compliance"),
    path("departments/", department_views.department_list, name="departments"),
    path("departments/<str:code>/", department_views.department, name="department"),
    path("departments/<str:code>/poster/", poster_views.poster, name="poster"),
    path("departments/<str:code>/card.png", poster_views.card_picture, name="poster-card"),
    path("my-applications/", application_views.my_applications, name="my-applications"),
    path("my-department/", department_views.my_department, name="my-department"),
    path("my-work/", desk_views.my_work, name="my-work"),
    path("my-work/accounts/", desk_views.accounts, name="my-work-accounts"),
    path("my-work/record/", desk_views.record, name="my-work-record"),
    path("my-work/slips/", slip_views.hand_over, name="my-work-slips"),
    path("my-work/slips/print/", slip_views.print_slips, name="my-work-print"),
    path("slip-photos/<int:pk>/", slip_views.slip_photo, name="slip-photo"),
    path("my-work/contacts/", contact_views.contacts, name="my-work-contacts"),
    path("my-work/sheet/", sheet_views.sheet, name="my-work-sheet"),
    path("my-work/sheet.xlsx", sheet_views.download, name="my-work-sheet-file"),
    path("my-work/remind/", remind_views.remind, name="my-work-remind"),
    path("my-work/remind/example/", remind_views.example, name="my-work-remind-example"),
    path("my-work/remind/undo/", remind_views.undo, name="my-work-remind-undo"),
    path("my-work/report/", report_views.report, name="my-work-report"),
    path("my-work/transfers/", transfer_views.transfers, name="my-work-transfers"),
    path("rotations/<int:pk>/shared/", shared_views.shared, name="rotation-shared"),
    path("accounts/<int:pk>/", account_views.account, name="account"),
    path("accounts/<int:pk>/holder/", account_views.holder, name="account-holder"),
    path("accounts/<int:pk>/whole/", account_views.whole_login, name="account-whole"),
    path("log-ins/", log_in_views.log_in_list, name="log-ins"),
    path("log-ins/departments/", log_in_views.by_department, name="log-ins-by-department"),
    path("log-ins/applications/", log_in_views.by_application, name="log-ins-by-application"),
    path("log-ins/deed/", log_in_views.deed, name="log-ins-deed"),
    path("told/", told_views.told, name="told"),
    path("told/<int:pk>/", told_views.told_message, name="told-message"),
    path("people/<int:pk>/told/", told_views.person_told, name="person-told"),
    path("duties/<int:pk>/told/", told_views.duty_told, name="duty-told"),
    path("trouble/", trouble_views.trouble, name="trouble"),
    path("system/", system_views.system_state, name="system-state"),
    path("system/findings/", finding_views.findings, name="findings"),
    path("demo/mail/", mail_views.mails, name="demo-mails"),
    path("demo/mail/<str:name>/", mail_views.mail, name="demo-mail"),
    path("berhenti/<str:token>/", stop_mail.stop, name="stop-mail"),
    path("lapor/", false_message.report, name="report-message"),
    path("trail/", trail_views.trail, name="trail"),
    path("trail/check/", trail_views.check_trail, name="check-trail"),
]
