"""Words ready to be sent: to a platform, a host, a registrar. [Brackets] are filled by hand.

`{office}` and `{city}` are filled in when the task is made. Nothing in them repeats leaked data.
"""

from secops.rules.ready_tasks.model import Words

TAKE_DOWN = Words(
    """Kepada tim penanganan penyalahgunaan,

Kami, {office} {city}, mengelola keamanan informasi pemerintah kota. Pada layanan Anda terdapat \
unggahan yang memuat atau menawarkan data dan kata sandi milik sistem kami tanpa izin:

Alamat unggahan: [alamat lengkap]
Akun pengunggah: [nama akun]
Dilihat pada: [tanggal, jam WIB]

Mohon unggahan itu diturunkan, dan data pengunggah serta catatan aksesnya disimpan untuk penegak \
hukum. Unggahan itu membahayakan pemilik akun. Mohon tidak menyebarkan isinya.

Mohon kabari kami nomor tiketnya dan waktu penurunannya lewat [email dinas] atau [telepon].

[Nama, jabatan]
{office} {city}""",
    """To the abuse team,

We, {office} {city}, are responsible for the information security of the city government. Your \
service hosts a post that contains or offers data and passwords of our systems without \
permission:

Address of the post: [full address]
Account that posted it: [account name]
Seen on: [date, time WIB = UTC+7]

Please take the post down, and preserve the account's data and access records for law \
enforcement. The post endangers the owners of the accounts. Please do not pass its contents on.

Please tell us the ticket number and the time of removal at [official mail] or [telephone].

[Name, position]
{office} {city}""",
)

FALSE_SITE = Words(
    """Kepada penyedia domain/hosting,

Alamat berikut meniru layanan {city} untuk mengambil kata sandi pegawai atau warga:

Alamat palsu: [alamat lengkap]
Layanan asli: [alamat layanan]
Pertama terlihat: [tanggal, jam WIB]
Bukti: [tangkapan layar terlampir]

Mohon domain atau halaman itu dinonaktifkan, dan data pendaftar serta catatan aksesnya disimpan \
untuk penegak hukum. Mohon nomor tiketnya dikirim ke [email dinas].

[Nama, jabatan]
{office} {city}""",
    """To the registrar or host,

The following address imitates a service of {city} to take the passwords of staff or citizens:

False address: [full address]
Genuine service: [address of the service]
First seen: [date, time WIB = UTC+7]
Evidence: [screenshot attached]

Please disable the domain or page, and preserve the registrant's data and access records for law \
enforcement. Please send the ticket number to [official mail].

[Name, position]
{office} {city}""",
)

SEARCH_REMOVAL = Words(
    """Kepada pengelola mesin pencari,

Situs pemerintah kami disusupi halaman yang bukan milik kami. Halaman itu sudah dihapus di \
server. Mohon hasil pencarian berikut dihapus dan situs dirayapi ulang:

Situs: [alamat situs]
Halaman susupan: [daftar alamat]
Dihapus di server pada: [tanggal, jam WIB]

[Nama, jabatan]
{office} {city}""",
    """To the search engine,

Pages that are not ours were injected into our government site. They have been removed from the \
server. Please remove the following results and crawl the site again:

Site: [address of the site]
Injected pages: [list of addresses]
Removed from the server on: [date, time WIB = UTC+7]

[Name, position]
{office} {city}""",
)
