"""Import the register of accounts (CSV or XLSX)."""

from secops.intake.registers.command import RegisterCommand


class Command(RegisterCommand):
    help = "Import the register of accounts: new, changed, unchanged and failed rows."
    kind = "accounts"
