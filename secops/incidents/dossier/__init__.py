"""The dossier of an incident ("Berkas pemeriksaan"): all that an examiner asks for, in one file."""
