"""Addresses of the house: the theme switch, and in development the gallery of all parts."""

from django.conf import settings
from django.urls import path

from secops.house import views

app_name = "house"
urlpatterns = [path("theme/", views.set_theme, name="theme")]
if settings.DEBUG:
    urlpatterns += [path("gallery/", views.gallery, name="gallery")]
