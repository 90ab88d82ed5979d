"""Ready tasks per class of incident, as one table: what, by whom, by when, with which proof.

After BSSN's practice of containment, eradication and recovery, and that of other governments for
leaked credentials. Policy: an office keeps a version of its own (`edit`), and
may change, drop and add tasks on each incident.
"""

from __future__ import annotations

from secops.rules.incident import Rsit
from secops.rules.ready_tasks.credentials import CREDENTIAL_LEAK, PHISHING
from secops.rules.ready_tasks.data import DATA_LEAK, LOST_DEVICE, RANSOMWARE
from secops.rules.ready_tasks.model import IncidentClass, OwnerRole, Point, ReadyTask, Words
from secops.rules.ready_tasks.sites import DEFACEMENT, GAMBLING_CONTENT

__all__ = [
    "CLASSES", "KNOWN", "READY", "IncidentClass", "OwnerRole", "Point", "ReadyTask", "Words",
    "likely_class",
]  # fmt: skip

#: What each class is called.
CLASSES: dict[IncidentClass, Words] = {
    IncidentClass.CREDENTIAL_LEAK: Words("Kebocoran kata sandi", "Leaked passwords"),
    IncidentClass.DATA_LEAK: Words("Kebocoran data", "Data leak"),
    IncidentClass.DEFACEMENT: Words("Perubahan tampilan situs (defacement)", "Defacement"),
    IncidentClass.GAMBLING_CONTENT: Words("Konten perjudian di situs", "Gambling content"),
    IncidentClass.RANSOMWARE: Words("Ransomware", "Ransomware"),
    IncidentClass.PHISHING: Words("Phishing", "Phishing"),
    IncidentClass.LOST_DEVICE: Words("Perangkat hilang", "Lost device"),
}

#: The tasks of each class, in the order of work.
READY: dict[IncidentClass, tuple[ReadyTask, ...]] = {
    IncidentClass.CREDENTIAL_LEAK: CREDENTIAL_LEAK,
    IncidentClass.DATA_LEAK: DATA_LEAK,
    IncidentClass.DEFACEMENT: DEFACEMENT,
    IncidentClass.GAMBLING_CONTENT: GAMBLING_CONTENT,
    IncidentClass.RANSOMWARE: RANSOMWARE,
    IncidentClass.PHISHING: PHISHING,
    IncidentClass.LOST_DEVICE: LOST_DEVICE,
}

#: Every ready task by its key.
KNOWN: dict[str, ReadyTask] = {task.key: task for tasks in READY.values() for task in tasks}

_LIKELY: dict[str, IncidentClass] = {
    Rsit.DATA_LEAK.value: IncidentClass.DATA_LEAK,
    Rsit.DATA_LOSS.value: IncidentClass.LOST_DEVICE,
    Rsit.UNAUTHORISED_CHANGE.value: IncidentClass.RANSOMWARE,
    Rsit.PHISHING.value: IncidentClass.PHISHING,
    Rsit.MASQUERADE.value: IncidentClass.PHISHING,
    Rsit.PRIVILEGED_ACCOUNT.value: IncidentClass.CREDENTIAL_LEAK,
    Rsit.UNPRIVILEGED_ACCOUNT.value: IncidentClass.CREDENTIAL_LEAK,
    Rsit.UNAUTHORISED_ACCESS.value: IncidentClass.CREDENTIAL_LEAK,
    Rsit.APPLICATION.value: IncidentClass.DEFACEMENT,
    Rsit.INFECTED_SYSTEM.value: IncidentClass.CREDENTIAL_LEAK,
}


def likely_class(rsit: str) -> IncidentClass | None:
    """The class that an incident of this kind most often is; None where nothing is known."""
    return _LIKELY.get(rsit)
