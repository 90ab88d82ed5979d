"""The gallery and the switches, for the browser tests of the house alone."""

from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from secops.house import views


def door(request: HttpRequest) -> HttpResponse:
    """A page as people see it who arrive from a link."""
    return render(request, "house/error.html", {"title": "Sudahkah Anda mengganti kata sandi?"})


urlpatterns = [
    path("gallery/", views.gallery),
    path("door/", door),
    path("house/", include("secops.house.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    *staticfiles_urlpatterns(),
]
