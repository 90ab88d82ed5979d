"""Which words need a fact that can carry them, and who may let a statement out."""

import pytest

from secops.rules.assertion import (
    CARRIES,
    VALUES,
    Assertion,
    FactKind,
    Relation,
    Subject,
    Value,
    assertions,
    can_carry,
    parse,
    relation,
)
from secops.rules.fact_change import Change, moved
from secops.rules.public_words import Backing, Lack, Weight, lack, plain, unquoted
from secops.rules.refusal import MoveRefused
from secops.rules.statement import (
    ABSOLUTE,
    MISSING,
    MOVES,
    Kind,
    Refusal,
    State,
    Written,
    absolute_words,
    check_words,
    move,
)

FINE = Written(Kind.HOLDING, "Kami sedang memeriksa.", (), True)
NO_ACCESS = Assertion(Subject.OUTSIDE_ACCESS, Value.NONE)
REPORT = Backing(FactKind.REPORT, Assertion(Subject.LEAK, Value.CREDENTIALS))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Data kami aman.", ["aman"]),
        ("TIDAK  ADA kebocoran, seluruh layanan berjalan.", ["tidak ada", "seluruh"]),
        ("Dipastikan bukan dari kami.", ["dipastikan"]),
        ("Belum aman. Belum dapat dipastikan jumlahnya.", []),
        ("Kami belum dapat memastikan jumlahnya.", []),
        ("Keamanan pengamanan keseluruhan", []),
        ("Tidak semua layanan terganggu.", []),
        ("Belum aman kemarin, sekarang aman.", ["aman"]),
        ("Our services are safe; no data left and nobody came in.", ["safe", "nobody", "no data"]),
        ("It is not yet confirmed. It cannot be confirmed today.", []),
        ("Semua aman 100 %, tak satu pun bocor.", ["aman", "tak satu pun", "semua", "100%"]),
        (
            "Sepenuhnya pulih; tidak terdapat kebocoran, itu pasti.",
            ["tidak terdapat", "pasti", "sepenuhnya"],
        ),
        ("Belum pasti, belum semua, belum sepenuhnya; kepastian menyusul.", []),
        ("Data a\u200bman, t\u202eidak ada", ["aman", "tidak ada"]),
    ],
)
def test_absolute_words_are_found_unless_they_are_denied(text, words):
    assert absolute_words(text) == words


@pytest.mark.parametrize("word", ABSOLUTE)
def test_an_absolute_word_needs_a_fact(word):
    with pytest.raises(MoveRefused) as refused:
        check_words(f"Layanan {word}.", ())
    assert str(refused.value) == (f"Kata {word} memerlukan bukti. Tautkan bukti atau ubah kalimat.")
    check_words(f"Layanan {word}.", (Backing(FactKind.WORD, NO_ACCESS),))


@pytest.mark.parametrize(
    ("word", "fact", "carried"),
    [
        ("aman", REPORT, False),
        ("aman", Backing(FactKind.CONTAINMENT), False),
        ("aman", Backing(FactKind.CHECK, Assertion(Subject.SERVICES, Value.RUNNING)), True),
        ("aman", Backing(FactKind.CHECK, Assertion(Subject.SERVICES, Value.STOPPED)), False),
        ("safe", REPORT, False),
        ("tidak ada", Backing(FactKind.WORD), False),
        ("tidak ada", Backing(FactKind.WORD, NO_ACCESS), True),
        ("dipastikan", REPORT, True),
        ("dipastikan", Backing(FactKind.WORD), False),
        ("seluruh", Backing(FactKind.CAMPAIGN, None, Weight(good=9, of=9)), True),
        ("seluruh", Backing(FactKind.READINGS), False),
        ("all", Backing(FactKind.WORD), False),
    ],
)
def test_a_fact_carries_only_the_words_it_can(word, fact, carried):
    if carried:
        check_words(f"Layanan {word}.", (fact,))
        return
    with pytest.raises(MoveRefused) as refused:
        check_words(f"Layanan {word}.", (fact,))
    assert refused.value.code == Refusal.WORD_NOT_CARRIED
    assert word in str(refused.value)
    assert word in refused.value.english


RUNNING = Assertion(Subject.SERVICES, Value.RUNNING)
LOOK = Backing(FactKind.CHECK, RUNNING)
OLD = Backing(FactKind.CHECK, RUNNING, Weight(fresh=False))
FOREIGN = Backing(FactKind.CHECK, RUNNING, Weight(ours=False))
DOWN = Backing(FactKind.CHECK, Assertion(Subject.SERVICES, Value.STOPPED))
DOUBTED = Backing(FactKind.CHECK)
WHOLE = Backing(FactKind.CAMPAIGN, None, Weight(good=9, of=9))
PART = Backing(FactKind.CAMPAIGN, None, Weight(good=4, of=9))
EMPTY = Backing(FactKind.CAMPAIGN, None, Weight(good=0, of=0))
THEIRS = Backing(FactKind.CAMPAIGN, None, Weight(ours=False, good=9, of=9))
SOME_LEFT = Backing(FactKind.CAMPAIGN, Assertion(Subject.PASSWORDS, Value.SOME))
WORDS_OF_ALL = (
    "seluruh", "semua", "100%", "sepenuhnya", "tak satu pun", "tidak ada", "tidak terdapat",
    "pasti", "dipastikan", "all", "fully", "not a single", "there is no", "definitely",
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS_OF_ALL)
@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ((WHOLE,), None),
        ((WHOLE, LOOK), None),
        ((PART,), Lack.COUNT_DENIES),
        ((WHOLE, PART), Lack.COUNT_DENIES),
        ((SOME_LEFT,), Lack.COUNT_DENIES),
        ((EMPTY,), Lack.COUNT),
        ((LOOK,), Lack.COUNT),
        ((Backing(FactKind.CONTAINMENT),), Lack.COUNT),
        ((THEIRS,), Lack.OF_ANOTHER),
    ],
)
def test_a_word_of_all_needs_a_count_of_the_whole(word, facts, missing):
    assert lack(word, facts) is missing


@pytest.mark.parametrize(
    ("facts", "usable", "missing"),
    [
        ((LOOK,), 0, None),
        ((LOOK, REPORT), 0, None),
        ((LOOK,), 1, Lack.ACCOUNTS_USABLE),
        ((LOOK, OLD), 0, Lack.CHECK_OLD),
        ((LOOK, FOREIGN), 0, Lack.OF_ANOTHER),
        ((LOOK, DOWN), 0, Lack.CHECK_DENIES),
        ((LOOK, DOUBTED), 0, Lack.CHECK_DENIES),
        ((WHOLE,), 0, Lack.CHECK),
        ((Backing(FactKind.CONTAINMENT),), 0, Lack.CHECK),
    ],
)
def test_safe_needs_every_look_good_and_no_usable_account(facts, usable, missing):
    assert lack("aman", facts, usable=usable) is missing
    assert lack("secure", facts, usable=usable) is missing


def test_a_refusal_says_which_fact_is_missing_or_which_words_to_use():
    with pytest.raises(MoveRefused, match="Hitungan yang ditautkan belum genap: tulis jumlahnya"):
        check_words("Semua akun sudah diganti.", (PART,))
    with pytest.raises(MoveRefused, match="tulis “kata sandi sedang kami ganti”"):
        check_words("Layanan aman.", (LOOK,), usable=3)
    assert set(MISSING) == set(Lack)


def test_what_a_correction_quotes_is_not_said_anew():
    check_words("Benar, kami terkena.", (), "Kami menyatakan “tidak ada yang masuk”. Itu keliru.")
    assert "aman" not in unquoted('Kami menulis "semua aman".')
    with pytest.raises(MoveRefused):
        check_words("Benar, kami terkena.", (), "Kini semuanya aman.")


def test_signs_that_nobody_sees_do_not_go_out():
    assert plain("a\u202eb\u200bc\x00d\r\ne") == "abcd\ne"


def test_the_way_of_a_statement_is_the_table_and_no_other():
    allowed = set(MOVES)
    for origin in State:
        for target in State:
            if (origin, target) in allowed:
                assert move(origin, target, FINE) is target
            else:
                with pytest.raises(MoveRefused) as refused:
                    move(origin, target, FINE)
                assert refused.value.code == Refusal.NO_SUCH_MOVE


@pytest.mark.parametrize(
    ("origin", "target", "written", "code"),
    [
        (State.DRAFT, State.APPROVED, Written(Kind.HOLDING, "Ya.", (), True, same_person=True),
         Refusal.SAME_PERSON),
        (State.REVIEWED, State.APPROVED, Written(Kind.FULL, "Ya.", (), False, same_person=True),
         Refusal.SAME_PERSON),
        (State.DRAFT, State.REVIEWED, Written(Kind.FULL, "Ya.", (), False, same_person=True),
         Refusal.SAME_PERSON),
        (State.DRAFT, State.APPROVED, Written(Kind.FULL, "Ya.", (), False),
         Refusal.NOT_REVIEWED),
        (State.DRAFT, State.REVIEWED, Written(Kind.FULL, "Ya.", (REPORT,), False, unseen_facts=1),
         Refusal.FACT_UNSEEN),
        (State.DRAFT, State.REVIEWED, Written(Kind.FULL, "Ya.", (), False, denies="PP-2026-001"),
         Refusal.CORRECTION_MISSING),
        (State.DRAFT, State.APPROVED, Written(Kind.HOLDING, "Ya.", (), False),
         Refusal.NEXT_WORD_MISSING),
        (State.DRAFT, State.APPROVED, Written(Kind.FULL, "Aman.", (), False),
         Refusal.ABSOLUTE_WORD),
        (State.APPROVED, State.PUBLISHED, Written(Kind.FULL, "Aman.", (), False),
         Refusal.ABSOLUTE_WORD),
        (State.APPROVED, State.PUBLISHED, Written(Kind.HOLDING, "Ya.", (), True, False),
         Refusal.NEXT_WORD_PAST),
        (State.APPROVED, State.PUBLISHED, Written(Kind.HOLDING, "Ya.", (), True, channel=" "),
         Refusal.CHANNEL_MISSING),
        (State.DRAFT, State.DROPPED, Written(Kind.FULL, "Ya.", (), False, reason=" "),
         Refusal.REASON_MISSING),
    ],
)  # fmt: skip
def test_a_step_says_what_it_lacks(origin, target, written, code):
    with pytest.raises(MoveRefused) as refused:
        move(origin, target, written)
    assert refused.value.code == code
    assert refused.value.english


@pytest.mark.parametrize(
    ("earlier", "later", "how"),
    [
        ("outside_access:none", "outside_access:confirmed", Relation.DENIES),
        ("outside_access:confirmed", "outside_access:none", Relation.DENIES),
        ("outside_access:suspected", "outside_access:confirmed", Relation.SHARPENS),
        ("outside_access:none", "outside_access:none", Relation.AGREES),
        ("leak:credentials", "leak:none", Relation.DENIES),
        ("leak:credentials", "leak:personal_data", Relation.DENIES),
        ("services:running", "services:stopped", Relation.CHANGES),
        ("passwords:none", "passwords:some", Relation.CHANGES),
        ("leak:none", "data_loss:some", None),
    ],
)
def test_a_later_word_stands_to_an_earlier_one_by_the_table(earlier, later, how):
    before, after = parse(earlier), parse(later)
    assert before is not None
    assert after is not None
    assert relation(before, after) is how


def test_the_vocabulary_is_whole_and_every_value_can_be_carried():
    assert set(VALUES) == set(Subject)
    assert {value for values in VALUES.values() for value in values} == set(Value)
    assert set(CARRIES) == set(FactKind)
    assert all(can_carry(FactKind.WORD, one) for one in assertions())
    assert not can_carry(FactKind.REPORT, NO_ACCESS)
    assert not can_carry(FactKind.REPORT, Assertion(Subject.LEAK, Value.NONE))
    assert parse("leak:stopped") is None


@pytest.mark.parametrize(
    ("kind", "then", "now", "changes"),
    [
        (FactKind.REPORT, {"withdrawn": False, "accounts": 3}, {"withdrawn": True, "accounts": 3},
         [Change.WITHDRAWN]),
        (FactKind.REPORT, {"accounts": 3}, {"accounts": 5}, [Change.MORE_ACCOUNTS]),
        (FactKind.REPORT, {"accounts": 5}, {"accounts": 3}, []),
        (FactKind.CAMPAIGN, {"usable": 0}, {"usable": 1}, [Change.MORE_USABLE]),
        (FactKind.CAMPAIGN, {"usable": 9}, {"usable": 1}, []),
        (FactKind.CONTAINMENT, {"reopened": 0}, {"reopened": 2}, [Change.CONTAINMENT_UNDONE]),
        (FactKind.CHECK, {"result": "running"}, {"result": "down"}, [Change.CHECK_DENIES]),
        (FactKind.CLAIM, {"disposition": "partly"}, {"disposition": "false"},
         [Change.DECIDED_ANEW]),
        (FactKind.CLAIM, {}, {"disposition": "false"}, []),
        (FactKind.WORD, {"x": 1}, {"x": 2}, []),
    ],
)  # fmt: skip
def test_what_matters_of_a_changed_row_is_the_table(kind, then, now, changes):
    assert [one.change for one in moved(kind, then, now)] == changes
