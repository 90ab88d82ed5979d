"""Import the register of applications (CSV or XLSX)."""

from secops.intake.registers.command import RegisterCommand


class Command(RegisterCommand):
    help = "Import the register of applications: new, changed, unchanged and failed rows."
    kind = "applications"
