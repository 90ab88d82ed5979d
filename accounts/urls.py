"""Addresses of sign-in, of one's own account, of people and positions."""

from allauth.account import views as allauth
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.access import open_to_all, signed_in
from accounts.views import people, positions, profile, tokens

_to_profile = signed_in("leads to the own profile")(RedirectView.as_view(pattern_name="profile"))
_to_sign_in = open_to_all("leads to the sign-in; nobody signs up by himself")(
    RedirectView.as_view(pattern_name="account_login")
)

urlpatterns = [
    # The doors of allauth that are open here; the names of the others lead somewhere useful.
    path("akun/login/", allauth.login, name="account_login"),
    path("akun/logout/", allauth.logout, name="account_logout"),
    path("akun/inactive/", allauth.account_inactive, name="account_inactive"),
    path("akun/login/code/", allauth.request_login_code, name="account_request_login_code"),
    path("akun/login/code/confirm/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("akun/reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("akun/password/change/", allauth.password_change, name="account_change_password"),
    path("akun/password/set/", allauth.password_set, name="account_set_password"),
    path("akun/password/reset/", allauth.password_reset, name="account_reset_password"),
    path(
        "akun/password/reset/done/",
        allauth.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "akun/password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^akun/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("akun/email/", _to_profile, name="account_email"),
    path("akun/signup/", _to_sign_in, name="account_signup"),
    path("akun/confirm-email/", _to_sign_in, name="account_email_verification_sent"),
    # One's own account.
    path("profile/", profile.profile, name="profile"),
    path("profile/settings/", profile.save_settings, name="profile-settings"),
    path("profile/channel/", profile.choose_channel, name="profile-channel"),
    path("profile/opt-in/", profile.opt_in, name="profile-opt-in"),
    path("profile/away/", profile.away, name="profile-away"),
    path("profile/back/", profile.back, name="profile-back"),
    path("profile/sessions/end/", profile.end_other_sessions, name="sessions-end"),
    path("profile/sessions/<int:pk>/end/", profile.end_session, name="session-end"),
    path("profile/tokens/", tokens.tokens, name="own-tokens"),
    path("profile/tokens/<int:pk>/revoke/", tokens.revoke, name="own-token-revoke"),
    # People.
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="person-add"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/full/", people.person_in_full, name="person-full"),
    path("people/<int:pk>/edit/", people.edit_person, name="person-edit"),
    path("people/<int:pk>/contacts/add/", people.add_contact, name="contact-add"),
    path("people/<int:pk>/contacts/<int:contact>/remove/", people.remove_contact,
         name="contact-remove"),
    path("people/<int:pk>/contacts/<int:contact>/choose/", people.choose_contact,
         name="contact-choose"),
    path("people/<int:pk>/contacts/<int:contact>/opt-in/", people.opt_in, name="contact-opt-in"),
    path("people/<int:pk>/invite/", people.invite, name="person-invite"),
    path("people/<int:pk>/sessions/end/", people.end_sessions, name="person-sessions-end"),
    path("people/<int:pk>/sign-in/", people.switch_sign_in, name="person-sign-in"),
    # Positions.
    path("positions/", positions.positions, name="positions"),
    path("positions/add/", positions.add_position, name="position-add"),
    path("positions/<int:pk>/", positions.position, name="position"),
    path("positions/<int:pk>/superior/", positions.set_superior, name="position-superior"),
    path("positions/<int:pk>/appoint/", positions.appoint, name="position-appoint"),
    path("positions/<int:pk>/tenures/<int:tenure>/order/", positions.tenure_order,
         name="tenure-order"),
    path("positions/<int:pk>/tenures/<int:tenure>/end/", positions.end_tenure, name="tenure-end"),
]  # fmt: skip
