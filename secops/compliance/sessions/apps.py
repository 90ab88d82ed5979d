from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "secops.compliance.sessions"
    label = "login_sessions"  # django.contrib.sessions has the plain word
