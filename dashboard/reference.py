"""The reference page of the laws and of the access policy, generated from their tables."""

from accounts.roles import POLICY, Permission, Reach
from secops.rules.describe import describe

WORDS = {
    Reach.ALL: "all",
    Reach.OWN: "own department",
    Reach.OWN_APPLICATIONS: "own applications",
    Reach.OWN_ORGANISATION: "own items",
    Reach.OFFICE: "the office's own",
}


def reference_page() -> str:
    """Markdown of docs/reference/rules.md; a guard compares it with the file."""
    return f"{describe().rstrip()}\n\n{_who_may()}"


def _who_may() -> str:
    roles = list(POLICY)
    lines = [
        "## Who may",
        "",
        "Roles hang on positions. A row that is out of reach answers 404. The administrator of the",
        "office has none of the working rights.",
        "",
        "| may | " + " | ".join(POLICY[role].label_en for role in roles) + " |",
        "|---" * (len(roles) + 1) + "|",
    ]
    for permission in Permission:
        cells = [
            WORDS[reach] if (reach := POLICY[role].grants.get(permission)) else "" for role in roles
        ]
        lines.append(f"| {permission.value.replace('_', ' ')} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
