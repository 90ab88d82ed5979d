"""Import the register of departments (CSV or XLSX)."""

from secops.intake.registers.command import RegisterCommand


class Command(RegisterCommand):
    help = "Import the register of departments: new, changed, unchanged and failed rows."
    kind = "departments"
