from django.urls import path

from secops.incidents.checks import views

urlpatterns = [
    path("service-checks/", views.check_list, name="service-checks"),
    path("service-checks/new/", views.check_new, name="service-check-new"),
    path("service-checks/<int:pk>/", views.check, name="service-check"),
    path("service-checks/<int:pk>/withdraw/", views.check_withdraw, name="service-check-withdraw"),
    path("service-checks/<int:pk>/show/", views.check_show, name="service-check-show"),
    path("service-checks/<int:pk>/hide/", views.check_hide, name="service-check-hide"),
    path("service-checks/<int:pk>/file/", views.check_file, name="service-check-file"),
]
