"""The composers of messages to holders; `secops/wiring.py` puts them into the outbox's table.

They get many messages at once and read all accounts of all these people with one query, in the
transaction that sends.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import IssuedLink, WantedLink, issue_links, no_link
from accounts.models import Person
from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.rotations.actions import mark_told
from secops.compliance.rotations.log_ins.words import question
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries import open_questions
from secops.incidents.tasks.asks import note_tasks_told, task_asks_of
from secops.outbox.composers import (
    Composed,
    Composer,
    Dropped,
    Words,
    noting_texts,
    one_by_one,
)
from secops.outbox.letter import Part, as_chat, as_html, as_text, big, go, p, small, typed
from secops.outbox.models import Batch, Message
from secops.outbox.passages import said_in
from secops.reminders import passages, words
from secops.reminders.asks import asks_of
from secops.reminders.duties.asks import duty_asks_of, note_told
from secops.reminders.duties.small import small_changes_of
from secops.reminders.helping import Helping, More
from secops.reminders.hygiene import first_of, hygiene_of, note_hygiene
from secops.reminders.items import Item, example_items, items_of
from secops.reminders.models import DigestDay, Step
from secops.reminders.next_word import next_reminder, next_steps
from secops.rules.intervals import WIB, day_start
from secops.rules.rotation import State

#: What a link to the accounts of a person is for.
PURPOSE = "rotation"

START = "rotation.start"
REEXPOSED = "rotation.reexposed"
DIGEST = "rotation.digest"
EXAMPLE = "rotation.example"


def compose_starts(messages: Sequence[Message], at: datetime) -> dict[int, Words]:
    """The first message of a campaign to a person: his open accounts in it."""
    open_items = _items(messages, at)
    wanted = {
        message.pk: [
            one
            for one in open_items[message.pk]
            if one.campaign_id == message.payload["campaign"]
            and (message.kind != REEXPOSED or one.state is State.REEXPOSED)
        ]
        for message in messages
    }
    return _compose(messages, wanted, at, digest=False)


def compose_digests(messages: Sequence[Message], at: datetime) -> dict[int, Words]:
    """All open accounts of a person, but those of a campaign that he hears of today anyway; and
    what waits for him where he helps others."""
    open_items = _items(messages, at)
    started = _started_today(messages, at)
    overtaken = _overtaken(messages)
    wanted = {
        message.pk: [
            one
            for one in open_items[message.pk]
            if (one.person_id, one.campaign_id) not in started and message.pk not in overtaken
        ]
        for message in messages
    }
    people = {pk for message in messages for pk in people_of(message)}
    asks = asks_of(people, at=at)
    duties = duty_asks_of(people, at=at)
    tasks = task_asks_of(people, at=at)
    besides = hygiene_of(people, at=at)
    small = small_changes_of(people, at=at)
    helping = {
        message.pk: Helping(
            [ask for pk in people_of(message) for ask in asks.get(pk, [])],
            [ask for pk in people_of(message) for ask in duties.get(pk, [])],
            first_of(besides, people_of(message)),
            [line for pk in people_of(message) for line in small.get(pk, [])],
            [ask for pk in people_of(message) for ask in tasks.get(pk, [])],
        )
        for message in messages
        if message.pk not in overtaken
    }
    return _compose(messages, wanted, at, digest=True, helping=helping)


def _overtaken(messages: Sequence[Message]) -> set[int]:
    """Digests that waited so long that their person has a newer one."""
    newest = dict(
        DigestDay.objects.filter(person_id__in=[message.person_id for message in messages])
        .order_by()
        .values_list("person_id")
        .annotate(newest=Max("day"))
    )
    return {
        message.pk
        for message in messages
        if message.person_id in newest
        and newest[message.person_id] > message.created_at.astimezone(WIB).date()
    }


def _items(messages: Sequence[Message], at: datetime) -> dict[int, list[Item]]:
    """The open accounts by message; one person may stand for several records of himself."""
    people = {pk for message in messages for pk in people_of(message)}
    found = items_of(people, at=at)
    return {
        message.pk: sorted(
            (one for pk in people_of(message) for one in found.get(pk, [])), key=_urgency
        )
        for message in messages
    }


def people_of(message: Message) -> list[int]:
    """The records of the one human being this message is for."""
    people = message.payload.get("people")
    return people if isinstance(people, list) else [message.person_id]


def _urgency(one: Item) -> tuple[bool, datetime, int]:
    return (one.state is not State.REEXPOSED, one.due_at, one.rotation_id)


def _started_today(messages: Sequence[Message], at: datetime) -> set[tuple[int, int]]:
    people = {pk for message in messages for pk in people_of(message)}
    today = day_start(at.astimezone(WIB).date())
    return set(
        Step.objects.filter(
            person_id__in=people, promised_at__gte=today, message__kind__in=[START, REEXPOSED]
        ).values_list("person_id", "campaign_id")
    )


def _compose(
    messages: Sequence[Message],
    wanted: dict[int, list[Item]],
    at: datetime,
    *,
    digest: bool,
    helping: Mapping[int, Helping] = MappingProxyType({}),
) -> dict[int, Words]:
    speaking = [message for message in messages if wanted[message.pk]]
    links = dict(
        zip(
            (message.pk for message in speaking),
            issue_links([_link(message, wanted[message.pk]) for message in speaking], at=at),
            strict=True,
        )
    )
    departments = {one.department_id for items in wanted.values() for one in items}
    agents = holders(Role.AGENT, [pk for pk in departments if pk is not None], at=at)
    log_ins = open_questions(one.rotation_id for items in wanted.values() for one in items)
    steps = next_steps((one for items in wanted.values() for one in items), at=at)
    out: dict[int, Words] = {}
    for message in messages:
        items = wanted[message.pk]
        with said_in(message.person.language) as texts:
            helped = helping.get(message.pk, Helping())
            if not items:
                out[message.pk] = (
                    noting_texts(helped.alone(message, at), texts)
                    if helped
                    else Dropped(_("Tidak ada lagi yang menunggu orang ini."))
                )
                continue
            parts = _words(message.person, items, agents, at, digest=digest, log_ins=log_ins)
            parts.append(p(next_reminder(items, steps)))
            more = helped.below(message, at)
            parts += more.parts
            link = links[message.pk]
            composed = _finish(message, items, parts, link, at, digest=digest, more=more)
            out[message.pk] = noting_texts(composed, texts)
    return out


def _link(message: Message, items: Sequence[Item]) -> WantedLink:
    contact = message.contact
    return WantedLink(
        message.person_id,
        PURPOSE,
        {
            "rotations": [one.rotation_id for one in items],
            "people": people_of(message),
            "message": message.pk,
            "untrusted": bool(contact and contact.untrusted_at),
        },
        message.contact_kind,
    )


def _words(
    person: Person,
    items: Sequence[Item],
    agents: dict[int, Person],
    at: datetime,
    *,
    digest: bool,
    log_ins: Mapping[int, datetime] = MappingProxyType({}),
) -> list[Part]:
    """The message without its subject, link and code."""
    named = sorted({agents[one.department_id].name for one in items if one.department_id in agents})
    parts: list[Part] = []
    if digest:
        parts.append(p(passages.DIGEST_GREETING.say(nama=person.name)))
    else:
        parts.append(p(words.opening(person.name, items)))
    if digest or len(items) > 1:
        parts += words.parts_of(items, at)
    parts += [
        p(f"{question(one.application, log_ins[one.rotation_id])} {words.is_this_you()}")
        for one in items
        if one.rotation_id in log_ins
    ][: words.NAMED]
    parts.append(p(f"{words.how(items)} {words.basis(items)}".strip()))
    parts.append(p(f"{words.doubt(named)} {words.never()}"))
    return parts


def _finish(
    message: Message,
    items: Sequence[Item],
    parts: list[Part],
    link: IssuedLink,
    at: datetime,
    *,
    digest: bool,
    more: More,
) -> Composed:
    subject = words.digest_subject(items, at) if digest else words.start_subject(items)
    hidden = (link.url, link.token, link.code_shown, link.code, *more.hidden)
    said = {
        "rotations": [one.rotation_id for one in items],
        "first_told": [one.rotation_id for one in items if not one.is_told],
    } | more.said
    if message.channel == Message.Channel.MAIL:
        letter = [
            big(subject),
            *parts,
            go(_("Jawab di sini"), link.url),
            typed(link.code_shown),
            *more.after,
            small(f"{words.why_you([one.application for one in items])} {words.next_word()}"),
        ]
        return Composed(subject, as_text(letter), as_html(subject, letter), hidden, said)
    reply = _("Lalu balas: 1 SUDAH · 2 PANDUAN · 3 KENDALA.")
    text = as_chat([*parts, *more.after, p(f"{reply} {typed(link.code_shown).words}")])
    return Composed(subject, text, hidden=hidden, said=said)


def told(messages: Sequence[Message], at: datetime) -> None:
    """A channel took these messages: their accounts were told, what duties and tasks say too."""
    mark_told([pk for message in messages for pk in message.payload.get("first_told", [])], at=at)
    for message in messages:
        note_told(message.payload.get("duty_steps", []), message.pk, at=at)
        note_tasks_told(message.payload.get("task_steps", []), at=at)
    note_hygiene(messages, at)


def taken_back(batch: Batch, at: datetime) -> None:
    """A send was undone in time: nobody was told or reminded, and it may be started anew.

    A campaign whose messages began with this very send has not begun.
    """
    cancelled = Step.objects.filter(message__batch=batch, message__state=Message.State.CANCELLED)
    campaigns = set(cancelled.values_list("campaign_id", flat=True))
    cancelled.delete()
    DigestDay.objects.filter(message__batch=batch, message__state=Message.State.CANCELLED).delete()
    if not batch.messages.exclude(state=Message.State.CANCELLED).exists():
        begun = Campaign.objects.filter(pk__in=campaigns, messages_from=batch.created_at)
        begun.update(messages_from=None)


def sample_of(
    message: Message,
    items: Sequence[Item],
    at: datetime,
    *,
    agents: dict[int, Person],
    digest: bool = False,
) -> Composed:
    """What a holder would read of made-up accounts, in the active language."""
    parts = _words(message.person, items, agents, at, digest=digest)
    return _finish(message, items, parts, no_link(), at, digest=digest, more=More())


def example(payload: dict[str, Any], person: Person, language: str, at: datetime) -> Composed:
    """What a holder would read of these items, with the reader's own name and no real code."""
    with translation.override(language):
        shown = [one if isinstance(one, Item) else Item(**one) for one in payload["items"]]
        digest = bool(payload.get("digest"))
        parts = _words(person, shown, {}, at, digest=digest)
        parts.append(p(next_reminder(shown, next_steps(shown, at=at))))
        subject = words.digest_subject(shown, at) if digest else words.start_subject(shown)
        letter = [
            big(subject),
            *parts,
            typed("XXXX-XXXX"),
            small(f"{words.why_you([one.application for one in shown])} {words.next_word()}"),
        ]
        return Composed(subject, as_text(letter), as_html(subject, letter))


def compose_example(message: Message, at: datetime) -> Words:
    """An example to the officer himself, marked as one in its subject."""
    campaign = Campaign.objects.filter(pk=message.payload["campaign"]).first()
    items = example_items(campaign) if campaign else []
    if not items:
        return Dropped(_("Belum ada akun di penggantian serentak ini."))
    language = message.payload["language"]
    digest = bool(message.payload.get("digest"))
    shown = example({"items": items, "digest": digest}, message.person, language, at)
    with translation.override(language):
        subject = _("Contoh: %(subject)s") % {"subject": shown.subject}
    return Composed(subject, shown.text, shown.html)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    START: Composer(gettext_lazy("Pesan awal"), compose_starts, True, told, example, taken_back),
    REEXPOSED: Composer(gettext_lazy("Bocor lagi"), compose_starts, True, told),
    DIGEST: Composer(
        gettext_lazy("Pengingat harian"), compose_digests, False, told, None, taken_back
    ),
    EXAMPLE: Composer(gettext_lazy("Contoh"), one_by_one(compose_example)),
}
