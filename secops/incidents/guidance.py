"""What handling asks for in each phase, as guidance beside what was done (BSSN 1/2024 and the
national team's guides to it; a guide for the financial sector for the first)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secops.rules.incident import Phase

#: The phases in which something is done, with what to think of.
GUIDANCE: dict[Phase, tuple[str | Promise, ...]] = {
    Phase.DETECTION: (
        _("Catat sumber pertama: tangkapan layar, alamat, dan waktunya."),
        _("Simpan log sebelum tertimpa, lalu periksa apakah ada tanda akses dari luar."),
        _("Tetapkan: IIV atau bukan, luas dampak, dan siapa pelakunya bila diketahui."),
    ),
    Phase.CONTAINMENT: (
        _("Pisahkan sistem yang terkena dari jaringan."),
        _("Cadangkan data insiden: log dan tangkapan layar."),
        _("Daftar layanan yang terhubung dengannya."),
        _("Cari jalan masuknya, dan cari kode berbahaya."),
        _("Pantau jaringan: catat alamat asal, bentuk paket, dan waktunya."),
    ),
    Phase.ERADICATION: (
        _("Nonaktifkan akun yang terkena, ganti kata sandi bila perlu."),
        _("Pulihkan ke sistem yang baru dipasang."),
        _("Tutup celah yang dipakai."),
        _("Daftar semua server dan komputer yang terkena."),
    ),
    Phase.RECOVERY: (
        _("Periksa lagi setiap aset yang terkena."),
        _(
            "Pulih berarti waktu pemulihan di bawah batas (RTO) dan data yang kembali di atas "
            "batas (RPO)."
        ),
        _("Uji layanan, lalu catat siapa yang menguji dan hasilnya."),
    ),
}
