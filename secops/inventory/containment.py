"""The lock at the source: what its proof changes in the facts of the accounts."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files import File
from django.db import connection, transaction

from accounts.models import User
from secops.inventory.facts import lock_facts
from secops.inventory.models import Application, Containment

_CONTAIN = """
UPDATE inventory_accountfacts f SET contained_at = %(contained_at)s
FROM inventory_account a
WHERE a.id = f.account_id AND a.application_id = %(application)s
  AND f.newest_exposure IS NOT NULL
  AND (f.contained_at IS NULL OR f.contained_at < %(contained_at)s)
"""


@transaction.atomic
def contain_accounts(
    application: Application,
    *,
    contained_at: datetime,
    how: str,
    proof: File[bytes] | None,
    by: User,
    at: datetime,
) -> Containment:
    """Note that the leaked passwords of the application's exposed accounts open nothing since
    `contained_at`; permission and trail are the caller's."""
    lock_facts()
    with connection.cursor() as cursor:
        cursor.execute(_CONTAIN, {"contained_at": contained_at, "application": application.pk})
        accounts = cursor.rowcount
    containment = Containment(
        application=application,
        contained_at=contained_at,
        recorded_at=at,
        recorded_by=by,
        accounts=accounts,
        how=how,
    )
    if proof is not None:
        proof.seek(0)
        containment.proof_sha256 = _sha256(proof)
        proof.seek(0)
        containment.proof.save(containment.proof_sha256, proof, save=False)
    containment.save()
    return containment


def _sha256(file: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
