"""The evidence vault: what was secured, unchanged, and who had it in hands when.

Any part of the desk that wants to keep a file as evidence calls

    from secops.incidents.vault.actions import take_in

    item = take_in(
        incident=incident,          # or None
        upload=upload,              # an UploadedFile of any size; hashed while it is copied
        description=_("Tangkapan layar unggahan di forum"),
        source="https://forum.example/…",
        by=user,
        at=now,
    )

Its content lies outside the web root under its own SHA-256 (`EVIDENCE_DIR`), once for all items
that hold it, and is never served as anything but a file to keep. Rows of items and of custody are
only ever added; a trigger of the database refuses the rest.
"""
