# The card of a case, in its topic: a line each.
topic-state = Sekarang: { $state }
topic-with-a-person = Pelanggan sedang dilayani petugas: pesannya masuk ke sini.
topic-taken-by = Ditangani oleh: { $person }
topic-waits = Pelanggan menunggu jawaban sejak { $moment }.
topic-tries = Sisa percobaan: { $tries }
topic-unreachable = Telegram tidak bisa mengirim pesan ke pelanggan ini.
topic-requested = Kode diminta: { $moment }
topic-verified = Terverifikasi: { $moment }
topic-ordered = Pemindahan diminta: { $moment }
topic-deadline = Langkah otomatis berikutnya: { $moment }

# What stands in a topic for what is not shown there.
topic-withheld = Pelanggan mengirim kode, atau sesuatu yang mirip kode. Isinya sudah masuk ke bot dan tidak ditampilkan di sini.
topic-not-shown = Pelanggan mengirim sesuatu yang tidak bisa ditampilkan di sini.

# What staff read when they take a case, write, and give it back; the menu of their commands without markup.
staff-taken = Diambil. Pelanggan sudah diberi tahu bahwa ada petugas. Yang Anda tulis di topik ini, atau sebagai balasan ke kartunya, sampai ke pelanggan; pesan yang diawali <code>//</code> tetap di sini.
staff-released = Dilepas: sekarang tidak ada yang menangani kasus ini. Pelanggan masih menunggu petugas, jadi mohon ada yang mengambilnya.
staff-back = Bot melanjutkan dengan pelanggan dari langkah yang sama. Yang Anda tulis di sini tidak lagi sampai ke pelanggan.
staff-back-already = Pelanggan sudah bersama bot. Tidak ada yang berubah.
staff-not-passed-on = Tidak dikirim: pelanggan sedang bersama bot, bukan petugas. Ambil kasusnya untuk menulis ke pelanggan. Pesan untuk sesama petugas diawali <code>//</code>.
staff-assign-usage = Balas pesan rekan Anda dengan <code>/assign</code>, atau dengan <code>/assign</code> dan nomor kasusnya. Rekan itu harus terdaftar sebagai petugas.
staff-which-case = Kasus yang mana? Tulis di topik kasusnya, sebagai balasan ke kartunya, atau dengan nomornya setelah perintah. Tidak ada yang berubah.
staff-key-take = Ambil
staff-key-release = Lepas
staff-key-back = Kembali ke bot

staff-command-take = tangani sendiri sebuah kasus
staff-command-assign = minta rekan menangani sebuah kasus
staff-command-release = biarkan rekan lain menangani kasus
staff-command-back = biarkan bot melanjutkan sendiri dengan pelanggan

# Answers that staff have ready.
staff-canned-title = <b>Jawaban siap pakai</b>
staff-canned-one = <code>{ $name }</code> · { $languages }
staff-canned-usage = Untuk mengirim: tulis <code>/canned</code> dan namanya di topik kasus, atau tekan tombolnya di sana; pelanggan membacanya dalam bahasanya. Untuk menyimpan: <code>/canned add</code>, nama dengan huruf kecil, bahasa (<code>en</code>, <code>id</code>, <code>zh-Hans</code>, <code>zh-Hant</code>) dan teksnya. Untuk menghapus: <code>/canned remove</code> dan namanya.
staff-canned-added = Disimpan: <code>{ $name }</code>, dalam <code>{ $spoken }</code>.
staff-canned-removed = Dihapus: <code>{ $name }</code>.
staff-canned-unknown = Jawaban itu tidak ada. <code>/canned</code> menampilkan semuanya.
staff-canned-many = Jumlahnya sudah penuh. Hapus salah satu dulu.
staff-canned-said = Dikirim ke pelanggan: { $text }

staff-command-canned = jawaban siap pakai, untuk dikirim atau disimpan
