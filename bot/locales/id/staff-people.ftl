# Who is of the staff, as they read it in their group; and the menu of their commands there.

staff-role-agent = petugas
staff-role-admin = pengelola

staff-people-title = <b>Staf</b>
staff-people-of-settings = <code>{ $account }</code> · pengelola, menurut pengaturan bot
staff-people-member = { $name } · { $role } · sejak { $moment } · <code>{ $account }</code>
staff-people-more = Dan { $more } lagi.
staff-people-usage = Untuk menambah seseorang, balas pesannya dengan <code>/staff add</code>, atau dengan <code>/staff add admin</code>. Tanpa pesan yang dibalas, <code>/staff add</code> membuat tautan. <code>/staff remove</code> dan <code>/staff role agent</code> atau <code>admin</code> juga lewat balasan, atau dengan nomor akun dari daftar.
staff-people-added = { $name } sekarang anggota staf: { $role }.
staff-people-by-link = Ia bergabung lewat tautan. Jika bukan orang yang dimaksud, balas pesannya dengan <code>/staff remove</code>.
staff-people-already = { $name } sudah anggota staf. Tidak ada yang diubah; untuk itu ada <code>/staff role</code>.
staff-people-link = Siapa yang pertama membuka tautan ini menjadi petugas. Berlaku sekali, sampai { $moment }, dan semua orang di grup ini bisa melihatnya: { $link }
staff-people-removed = Mulai sekarang { $name } bukan lagi anggota staf.
staff-people-left = { $name } tidak lagi di grup ini, jadi bukan lagi anggota staf.
staff-people-changed = { $name } sekarang { $role }.
staff-people-nobody = Akun itu bukan anggota staf. Tidak ada yang diubah.
staff-people-by-settings = Akun itu pengelola menurut pengaturan bot. Yang menjalankan bot bisa mengubahnya di <code>ADMIN_USER_IDS</code>.
staff-people-welcome = Anda sekarang anggota staf. Semua pekerjaan dilakukan di grup staf: ketik garis miring di sana, dan Telegram menampilkan perintahnya.
staff-people-already-you = Anda sudah anggota staf. Tidak ada yang diubah, dan tautannya masih bisa dipakai.
staff-only-admins = Hanya pengelola yang boleh melakukannya. Tidak ada yang dilakukan.

staff-key-copy-link = Salin tautan

# Beside the commands, in the menu of the staff group. No markup.
staff-command-staff = lihat, tambah, dan hapus staf
