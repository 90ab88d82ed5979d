"""Why a file as a whole cannot be read, in words for the person who sent it.

A refusal never quotes what stands in the file: its first bytes may be a password.
"""

from __future__ import annotations

from typing import Final

# code -> (Indonesian, English): what was found, then how to mend it.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "empty": (
        "Berkas kosong. Unduh atau ekspor ulang, lalu kirim lagi.",
        "The file is empty. Download or export it again, then send it once more.",
    ),
    "only_titles": (
        "Berkas hanya memuat judul kolom, tanpa satu pun baris data. Ekspor ulang dari sumbernya, "
        "lalu kirim lagi.",
        "The file holds column titles only, without a single row of data. Export it again from "
        "its source, then send it once more.",
    ),
    "all_rows_fail": (
        "Hampir semua dari {rows} baris pertama gagal, jadi berkas ini tidak dibaca terus. Yang "
        "pertama: baris {row}, {column}: {problem_id}. Periksa pemisah kolom dan judulnya, lalu "
        "kirim lagi.",
        "Nearly all of the first {rows} rows failed, so the file was not read on. The first one: "
        "row {row}, {column}: {problem_en}. Check the separators and the titles, then send it "
        "once more.",
    ),
    "picture": (
        "Berkas ini gambar, bukan tabel atau teks. Kirim CSV, XLSX atau TXT aslinya.",
        "This file is a picture, not a table or text. Send the original CSV, XLSX or TXT.",
    ),
    "pdf": (
        "Berkas ini PDF. Minta kepada pengirim tabel CSV atau XLSX-nya.",
        "This file is a PDF. Ask the sender for the CSV or XLSX table.",
    ),
    "pgp": (
        "Berkas ini terenkripsi PGP. Buka dahulu dengan kunci kantor, lalu kirim hasilnya.",
        "This file is encrypted with PGP. Decrypt it with the office's key, then send the result.",
    ),
    "archive": (
        "Berkas ini arsip terkompresi (RAR, 7z, gzip). Buka dahulu, lalu kirim isinya.",
        "This file is a compressed archive (RAR, 7z, gzip). Unpack it and send what is inside.",
    ),
    "old_excel": (
        "Berkas ini Excel lama (XLS) atau XLSX berkata sandi. Simpan sebagai XLSX biasa atau CSV.",
        "This file is old Excel (XLS) or an XLSX with a password. Save it as plain XLSX or CSV.",
    ),
    "binary": (
        "Isi berkas bukan teks dan bukan XLSX. Kirim CSV, XLSX atau TXT aslinya.",
        "The content is neither text nor XLSX. Send the original CSV, XLSX or TXT.",
    ),
    "web_page": (
        "Berkas ini halaman web atau JSON. Kirim CSV, XLSX atau TXT aslinya.",
        "This file is a web page or JSON. Send the original CSV, XLSX or TXT.",
    ),
    "unknown_format": (
        "Bentuk berkas tidak dikenali: tidak ada alamat, akun, atau judul kolom pada baris-baris "
        "pertama. Pilih bentuknya dengan tangan jika Anda mengenalnya.",
        "The shape of the file is not recognised: no address, account or column title in the "
        "first lines. Choose the format by hand if you know it.",
    ),
    "not_a_table": (
        "Berkas ini bukan tabel dengan kolom. Kirim CSV (koma, titik koma, tab) atau XLSX.",
        "This file is no table with columns. Send CSV (comma, semicolon, tab) or XLSX.",
    ),
    "not_shadowserver": (
        "Baris pertama bukan judul kolom Shadowserver (timestamp, ...). Pilih bentuk lain.",
        "The first line is not Shadowserver's column titles (timestamp, ...). Choose another "
        "format.",
    ),
    "zip_not_stealer": (
        "Berkas ini ZIP tanpa catatan kata sandi (Passwords.txt) di dalamnya. "
        "Buka dahulu, lalu kirim berkas di dalamnya satu per satu.",
        "This file is a ZIP without password logs (Passwords.txt) in it. "
        "Unpack it, then send the files inside one by one.",
    ),
    "zip_where_table": (
        "Berkas ini ZIP, bukan CSV atau XLSX. Buka dahulu, lalu kirim berkas di dalamnya.",
        "This file is a ZIP, not CSV or XLSX. Unpack it, then send the file inside.",
    ),
    "zip_locked": (
        "Berkas di dalam ZIP dikunci dengan kata sandi. Buka dahulu, lalu kirim tanpa kunci.",
        "The files in the ZIP are locked with a password. Unpack them and send them unlocked.",
    ),
    "zip_broken": (
        "ZIP atau XLSX rusak dan tidak dapat dibuka. Minta kiriman ulang.",
        "The ZIP or XLSX is damaged and cannot be opened. Ask for it to be sent again.",
    ),
    "zip_too_big": (
        "Isi ZIP atau XLSX melewati batas ({what}: {found}, paling banyak {limit}). "
        "Bagi menjadi beberapa berkas, atau kirim sebagai CSV.",
        "The ZIP or XLSX is over the limit ({what}: {found}, at most {limit}). "
        "Divide it into several files, or send it as CSV.",
    ),
    "folder_without_logs": (
        "Folder ini tidak berisi catatan kata sandi (Passwords.txt).",
        "This folder holds no password logs (Passwords.txt).",
    ),
    "no_header": (
        "Baris judul kolom tidak ditemukan. Baris pertama harus memuat nama kolom: {expected}.",
        "No row of column titles was found. The first row must name the columns: {expected}.",
    ),
    "missing_columns": (
        "Kolom wajib tidak ada: {missing}. Tambahkan judul kolom itu, lalu kirim lagi.",
        "Required columns are missing: {missing}. Add these titles, then send the file again.",
    ),
    "no_application": (
        "Berkas tidak menyebut aplikasinya. Tambahkan kolom application_code, atau pilih "
        "aplikasinya di formulir, lalu kirim lagi.",
        "The file does not say which application it is about. Add a column application_code, or "
        "choose the application in the form, then send it again.",
    ),
    "double_columns": (
        "Kolom ini muncul lebih dari sekali: {double}. Sisakan satu.",
        "These columns stand more than once: {double}. Keep one of each.",
    ),
    "no_address_column": (
        "Tidak ada kolom yang tampak sebagai alamat situs. Tunjukkan kolomnya pada pemetaan.",
        "No column looks like a site address. Point it out in the mapping.",
    ),
    "no_login_column": (
        "Tidak ada kolom yang tampak sebagai nama pengguna. Tunjukkan kolomnya pada pemetaan.",
        "No column looks like a login. Point it out in the mapping.",
    ),
}


class FileRefused(Exception):
    """The file as a whole cannot be read. `code` is stable; the sentences are for people."""

    def __init__(self, code: str, sentence_id: str, sentence_en: str) -> None:
        super().__init__(code, sentence_id, sentence_en)
        self.code = code
        self.sentence_id = sentence_id
        self.sentence_en = sentence_en

    def __str__(self) -> str:
        return self.sentence_id


def refused(code: str, **facts: object) -> FileRefused:
    """The refusal `code` with its two sentences; `facts` never hold content of a leak file.

    A fact is a number, a text, or a pair (Indonesian, English).
    """
    sentence_id, sentence_en = SENTENCES[code]
    return FileRefused(
        code,
        sentence_id.format(**{name: _said(fact, 0) for name, fact in facts.items()}),
        sentence_en.format(**{name: _said(fact, 1) for name, fact in facts.items()}),
    )


def _said(fact: object, language: int) -> str:
    if isinstance(fact, tuple):
        return str(fact[language])
    if isinstance(fact, int):
        return f"{fact:,}" if language else f"{fact:,}".replace(",", ".")
    return str(fact)
