"""Each stack has every step, and a register's word finds its stack."""

import pytest

from secops.rules.lock import STEPS, Part, Stack, stack_of


@pytest.mark.parametrize(
    ("written", "stack"),
    [
        ("Django 4.2", Stack.DJANGO),
        ("laravel", Stack.LARAVEL),
        ("CodeIgniter 3", Stack.PHP),
        ("PHP 7", Stack.PHP),
        ("Node + JWT", Stack.JWT),
        ("AD", Stack.DIRECTORY),
        ("OpenLDAP", Stack.DIRECTORY),
        ("Active Directory", Stack.DIRECTORY),
        ("", Stack.UNKNOWN),
        (".NET", Stack.UNKNOWN),
        ("Adonis", Stack.UNKNOWN),
    ],
)
def test_a_word_of_a_register_finds_its_stack(written, stack):
    assert stack_of(written) is stack


@pytest.mark.parametrize("stack", Stack)
def test_every_stack_has_every_part_once_and_in_order(stack):
    assert [step.part for step in STEPS[stack]] == list(Part)
    for step in STEPS[stack]:
        assert step.id
        assert step.en


@pytest.mark.parametrize("stack", [one for one in Stack if one is not Stack.UNKNOWN])
def test_a_known_stack_says_what_to_run(stack):
    runs = {step.part: step.run for step in STEPS[stack]}
    assert runs[Part.CANCEL]
    assert runs[Part.SESSIONS]
    assert runs[Part.READINGS]
    assert "daftar.txt" in runs[Part.CANCEL] or stack is Stack.JWT
