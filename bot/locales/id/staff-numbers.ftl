# What staff read of how it goes, in numbers. `{ $times }` is how often.

staff-stats-title = <b>Angka</b>: { $span } ({ $days })
staff-stats-milestone = { $what }: { $times }
staff-stats-milestone-share = { $what }: { $times } ({ $share } %)
staff-stats-success = Dari yang sudah selesai, { $share } % terverifikasi.
staff-stats-took = Dari tautan dibuka sampai terverifikasi: paling lama { $median } untuk separuhnya, { $ninth } untuk sembilan dari sepuluh.
staff-stats-left = Berhenti atau tidak menjawab lagi: { $times }
staff-stats-state = – { $state }: { $times }
staff-stats-codes-sms = Kode lewat SMS: { $arrived } dari { $asked } sampai.
staff-stats-codes-voice = Kode lewat telepon: { $arrived } dari { $asked } sampai.
staff-stats-networks = Kode yang sampai, per jaringan, sejak mulai dihitung:
staff-stats-network = – { $network }: SMS { $sms }, telepon { $calls }. Disarankan lebih dulu: { $first }
staff-stats-faults = Yang bermasalah:
staff-stats-fault = – { $fault }: { $times }
staff-stats-waiting = Sedang berjalan: { $times }
staff-stats-none = Tidak ada yang selesai dalam waktu ini.
staff-stats-file = Yang dihitung hari demi hari: tabel untuk lembar kerja. Tidak ada pelanggan di dalamnya.
staff-stats-usage = <code>/stats</code> menampilkan angka hari ini, <code>/stats week</code> dan <code>/stats month</code> angka tujuh dan tiga puluh hari. <code>/stats picture week</code> menggambarnya, <code>/stats file month</code> mengirim tabel untuk lembar kerja.

staff-relearn-sure = Bot menyarankan telepon lebih dulu jika SMS tidak sampai di jaringan suatu operator. Tindakan ini melupakan yang sudah dipelajari tentang semua jaringan, sehingga SMS kembali didahulukan bila jenis nomornya memungkinkan; angka harian tetap ada. Untuk melakukannya, tekan tombol, atau kirim <code>/relearn yes</code>.
staff-relearn-done = Selesai: mulai sekarang bot mempelajari dari awal di jaringan mana kode sampai.

staff-digest-when = Angka hari sebelumnya dikirim ke sini setiap hari pukul { $clock }, { $zone }; berikutnya { $moment }.
staff-digest-none = Tidak ada angka yang dikirim dengan sendirinya.
staff-digest-off = Selesai: tidak ada lagi angka yang dikirim dengan sendirinya.
staff-digest-unread = Waktu atau zona itu tidak dikenal. Tidak ada yang diubah.
staff-digest-usage = <code>/digest 09:00 Asia/Jakarta</code> mengirim angka hari sebelumnya setiap hari pada waktu itu, <code>/digest off</code> menghentikannya.

staff-span-today = hari ini
staff-span-yesterday = kemarin
staff-span-week = tujuh hari terakhir
staff-span-month = tiga puluh hari terakhir

staff-milestone-invited = Tautan dibuat
staff-milestone-opened = Tautan dibuka
staff-milestone-number = Nomor dipastikan
staff-milestone-code-sent = Kode sedang dikirim
staff-milestone-code-given = Kode diserahkan
staff-milestone-verified = Terverifikasi
staff-milestone-live = Aktif

staff-channel-sms = SMS
staff-channel-voice = Telepon

staff-duration-seconds = { $number } detik
staff-duration-minutes = { $number } menit
staff-duration-hours = { $number } jam
staff-duration-days = { $number } hari

# In the picture. No markup.
staff-chart-title = Angka: { $span }
staff-chart-milestones = Sejauh mana pelanggan melangkah
staff-chart-days = Per hari
staff-chart-verified = Terverifikasi
staff-chart-left = Berhenti atau diam
staff-chart-codes = Kode yang sampai

staff-key-stats-today = Hari ini
staff-key-stats-week = Tujuh hari
staff-key-stats-month = Tiga puluh hari
staff-key-stats-picture = Sebagai gambar
staff-key-stats-file = Sebagai berkas
staff-key-stats-relearn = Pelajari ulang
staff-key-relearn = Ya, pelajari ulang

# Beside the commands, in the menu of the staff group. No markup.
staff-command-stats = angka hari ini, seminggu, atau sebulan
staff-command-digest = angka harian, setiap hari
staff-command-relearn = pelajari ulang di jaringan mana kode sampai
