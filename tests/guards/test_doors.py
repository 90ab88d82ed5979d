"""Every address declares who may knock, and keeps to it."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.roles import Permission

#: Doors of libraries, with the reason why ours need not be declared on them.
LIBRARY_DOORS = {
    "secops.house.": "a choice of looks, kept as a cookie; the house knows no permission",
    "allauth.": "sign-in itself; the library asks for a session where one is needed",
    "django.views.i18n": "the choice of language is a cookie",
    "django.contrib.staticfiles": "files everybody may read",
    "django.views.static": "files everybody may read",
}


def all_patterns(
    resolver: URLResolver | None = None, before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the product with its full pattern."""
    resolver = resolver or get_resolver()
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            yield from all_patterns(part, before + str(part.pattern))
        else:
            yield before + str(part.pattern), part


def undeclared() -> list[str]:
    """Addresses whose door says nothing about access."""
    missing = []
    for address, pattern in all_patterns():
        module = pattern.callback.__module__
        if module.startswith(tuple(LIBRARY_DOORS)):
            continue
        if not getattr(pattern.callback, "access", None):
            missing.append(f"{address} ({module}.{pattern.callback.__name__})")
    return missing


def test_every_door_declares_its_access() -> None:
    assert undeclared() == [], "say @requires, @signed_in or @open_to_all (accounts/access.py)"


def test_no_exception_for_a_library_is_stale() -> None:
    modules = {pattern.callback.__module__ for _address, pattern in all_patterns()}
    used = {door for door in LIBRARY_DOORS if any(m.startswith(door) for m in modules)}
    assert used >= {"allauth."}


def test_declared_permissions_exist() -> None:
    for _address, pattern in all_patterns():
        access = getattr(pattern.callback, "access", ())
        if isinstance(access, tuple):
            assert all(isinstance(permission, Permission) for permission in access)


@pytest.mark.parametrize("name", ["today", "campaigns", "incidents", "recommendations", "trail"])
def test_the_stable_addresses_are_there(name: str) -> None:
    assert name in {pattern.name for _address, pattern in all_patterns()}
