"""Issuing an order, and its numbers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.models import Department, Position, Tenure, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.duties.actions import (
    OrderRefused,
    Target,
    close_directive,
    issue_directive,
    send_directive,
)
from secops.compliance.duties.models import Directive, Duty
from secops.documents.numbering import draw, draw_yearly
from secops.outbox.models import Message
from secops.rules.duty import Kind
from tests.duties.support import DUE, MONDAY, ORDERED, custom_duty, custom_order, head_of
from tests.factories import DepartmentFactory


def test_an_order_makes_one_duty_a_department_and_a_trail(olga: User) -> None:
    departments = DepartmentFactory.create_batch(68)
    directive = issue_directive(
        custom_order(), [Target(one.pk) for one in departments], by=olga, at=ORDERED
    )
    assert directive.code == "A-2026-001"
    assert directive.duties.count() == 68
    assert set(directive.duties.values_list("state", "due_at")) == {("open", DUE)}
    entry = Entry.objects.get(verb="directive.issued")
    assert entry.data["departments"] == 68
    assert entry.actor_id == olga.pk


def test_issuing_costs_the_same_statements_for_one_and_for_many(
    olga: User, django_assert_max_num_queries
) -> None:
    departments = DepartmentFactory.create_batch(120)
    with django_assert_max_num_queries(14):
        issue_directive(
            custom_order(), [Target(one.pk) for one in departments], by=olga, at=ORDERED
        )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Tuliskan judul"),
        ({"due_at": ORDERED}, "Batas waktu sudah lewat"),
        ({"kind": Kind.LOCK}, "memerlukan aplikasi"),
        ({"kind": Kind.ROTATION}, "memerlukan penggantian serentaknya"),
    ],
)
def test_an_unfit_order_is_refused_in_words(
    olga: User, dinsos: Department, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(OrderRefused, match=words):
        issue_directive(custom_order(**changes), [Target(dinsos.pk)], by=olga, at=ORDERED)
    assert not Directive.objects.exists()


def test_an_order_to_nobody_is_refused(olga: User) -> None:
    with pytest.raises(OrderRefused, match="sedikitnya satu OPD"):
        issue_directive(custom_order(), [], by=olga, at=ORDERED)


@pytest.mark.parametrize("who", ["adi", "kartini", "budi", "ira"])
def test_only_the_office_orders(who: str, dinsos: Department, request) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        issue_directive(custom_order(), [Target(dinsos.pk)], by=user, at=ORDERED)


def test_closing_says_how_much_is_open(olga: User, dinsos: Department) -> None:
    duty = custom_duty(dinsos, olga)
    with pytest.raises(OrderRefused, match="1 tugas OPD masih terbuka"):
        close_directive(duty.directive, by=olga, at=MONDAY)
    Duty.objects.update(state="accepted")
    close_directive(duty.directive, by=olga, at=MONDAY)
    assert Directive.objects.get().closed_at == MONDAY


def test_a_year_starts_its_series_anew(db: None) -> None:
    assert draw_yearly("A", at=ORDERED) == "A-2026-001"
    assert draw_yearly("A", at=ORDERED) == "A-2026-002"
    assert draw_yearly("A", at=ORDERED.replace(year=2027)) == "A-2027-001"
    assert draw("P") == "P-0001"


@pytest.mark.django_db(transaction=True)
def test_forty_people_draw_numbers_at_once_without_gap_or_double() -> None:
    def one(_n: int) -> str:
        try:
            with transaction.atomic():
                return draw_yearly("A", at=ORDERED)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as people:
        numbers = list(people.map(one, range(40)))
    assert sorted(numbers) == [f"A-2026-{n:03d}" for n in range(1, 41)]


@pytest.mark.django_db(transaction=True)
def test_a_number_drawn_in_vain_is_drawn_again() -> None:
    with transaction.atomic():
        assert draw_yearly("A", at=ORDERED) == "A-2026-001"
        transaction.set_rollback(True)
    with transaction.atomic():
        assert draw_yearly("A", at=ORDERED) == "A-2026-001"


def test_who_heads_one_department_and_helps_another_gets_both_orders(
    dinsos: Department, olga: User
) -> None:
    health = DepartmentFactory(code="DINKES", name="Dinas Kesehatan")
    person = head_of(dinsos, "mail", name="Rangkap Uji")
    for department in (dinsos, health):
        position = Position.objects.create(role=Role.AGENT, title="Agen", department=department)
        Tenure.objects.create(position=position, person=person, starts_on=date(2024, 1, 1))
    targets = [Target(dinsos.pk), Target(health.pk)]
    directive = issue_directive(custom_order(), targets, by=olga, at=ORDERED)
    send_directive(directive, by=olga, at=ORDERED)
    told = Message.objects.filter(person=person).order_by("kind")
    duty = {duty.department: duty.pk for duty in directive.duties.all()}
    assert [(one.kind, one.payload["duties"]) for one in told] == [
        ("duty.agent", [duty[health]]),
        ("duty.order", [duty[dinsos]]),
    ]
