# One or two sentences about what just happened, said above the screen that it led to.

note-link-unknown = Tautan ini tidak kami kenali. Silakan buka sekali lagi dari pesan aslinya, atau minta tautan baru.
note-link-used = Tautan ini sudah dipakai oleh akun Telegram lain. Silakan minta tautan untuk Anda sendiri.
note-link-expired = Tautan ini sudah tidak berlaku. Silakan minta tautan baru kepada vendor Anda.

# Above the first question.
note-what-we-keep = Nomor dan kodenya kami pakai hanya untuk memindahkan nomor ke Alibaba Cloud. Kode dihapus setelah diserahkan; nomor, nama, dan ID akun ini { $days } hari setelah semuanya selesai. Selengkapnya di /privacy.

note-number-unreadable = Tidak ada nomor telepon dalam pesan itu.
note-number-too-short = Angka pada nomor itu kurang.
note-number-too-long = Angka pada nomor itu terlalu banyak.
note-number-needs-country = Kode negaranya belum ada. Mohon kirim nomor dengan kode negara, misalnya +62.
note-number-impossible = Tidak ada negara yang memakai nomor seperti itu. Mohon periksa angkanya.
note-number-taken = Nomor ini sedang diverifikasi di tempat lain. Tim kami sudah diberi tahu.
note-number-fixed = Undangan Anda hanya untuk satu nomor. Jika bukan itu nomornya, silakan hubungi petugas.
note-contact-not-yours = Kontak itu bukan nomor milik akun ini. Mohon ketik saja nomornya.

note-code-too-short = Itu kurang dari 6 digit, jadi tidak kami serahkan. Tidak ada percobaan yang terpakai.
note-code-too-long = Itu lebih dari 6 digit, jadi tidak kami serahkan. Tidak ada percobaan yang terpakai.
note-code-not-digits = Tidak ada kode 6 digit dalam pesan itu. Tidak ada percobaan yang terpakai.
note-code-several = Ada beberapa kode dalam pesan itu. Mohon kirim yang terbaru saja. Tidak ada percobaan yang terpakai.
note-code-telegram-login = Sepertinya itu kode login <b>Telegram</b>. Jangan berikan kepada siapa pun, termasuk kami; kode itu kami hapus dari obrolan ini. Tidak ada percobaan yang terpakai.
note-code-foreign = Sepertinya itu kode dari bank atau layanan lain. Jangan berikan kepada siapa pun, termasuk kami; kode itu kami hapus dari obrolan ini. Tidak ada percobaan yang terpakai. Jika kode itu memang dari WhatsApp, kirim 6 digitnya saja.
note-code-pin = Sepertinya itu soal PIN. Kami tidak memerlukan PIN, hanya kode 6 digit dari WhatsApp. Tidak ada percobaan yang terpakai.
note-code-old = Kode ini sudah lebih dari 10 menit, jadi WhatsApp tidak akan menerimanya lagi. Kode tidak diserahkan, dan tidak ada percobaan yang terpakai. Silakan minta kode baru.
note-code-same = Kode ini sudah pernah diserahkan, dan setiap kode hanya berlaku sekali. Kami tidak menyerahkannya lagi, jadi tidak ada lagi percobaan yang terpakai.
note-code-in-hand = Kode lain sedang diperiksa, jadi pesan ini tidak kami pakai dan tidak memakan percobaan.

# After it follow the fault's own sentence, whether a try was counted, and the reference.
fault-reference = Jika menghubungi petugas, sebutkan { $reference }.
try-counted = Ini dihitung sebagai satu percobaan.
try-not-counted = Tidak ada percobaan yang dihitung.

note-not-through = Kode Anda tidak berhasil diproses. Untuk berjaga-jaga, ini dihitung sebagai satu percobaan.
note-already-verified = Nomor ini ternyata sudah terverifikasi, jadi kode Anda tidak diperlukan. Tidak ada percobaan yang terpakai.
note-ready-again = Kendalanya sudah teratasi: kita bisa lanjut dengan kode baru.
note-ready-with-code = Kendalanya sudah teratasi. Kode yang Anda kirim belum dipakai: jika usianya belum 10 menit, kirim lagi sekarang.
note-try-again-now = Jedanya sudah selesai: Anda bisa mencoba lagi dengan kode baru.
note-closed = Tim kami sudah menutup ini. Kode tidak diminta lagi, dan tidak ada percobaan yang terpakai untuk itu.
note-reopened = Tim kami sudah membukanya lagi: Anda bisa melanjutkan.
note-other-number-verified = Nomor Anda yang sebelumnya, { $number }, ternyata sudah terverifikasi. Nomor itu belum aktif: langkah terakhir dikerjakan oleh tim kami.
note-language-changed = Sekarang kami memakai bahasa Indonesia.
note-late = Prosesnya lebih lama dari seharusnya. Berikut hasilnya.
note-back = Kami sempat tidak terhubung dan sekarang kembali. Tidak ada percobaan yang terpakai. Jika tombol atau pesan Anda belum terjawab, mohon ulangi. Posisinya sekarang:
note-back-for-code = Kami sempat tidak terhubung dan sekarang kembali. Tidak ada percobaan yang terpakai. Kode yang masuk lebih dari 10 menit lalu sudah kedaluwarsa: silakan minta yang baru. Jika tombol atau pesan Anda belum terjawab, mohon ulangi.
note-back-with-code = Kami sempat tidak terhubung dan sekarang kembali. Kode Anda belum diserahkan, jadi tidak ada percobaan yang terpakai. Sekarang kami lanjutkan; jika kodenya sudah kedaluwarsa, kami akan meminta yang baru.
note-back-finding-out = Kami sempat tidak terhubung dan sekarang kembali. Kode Anda tidak diserahkan untuk kedua kalinya: kami sedang mencari tahu hasilnya.
note-forgotten-verified = Langkah yang tadi berjalan sudah selesai: nomor Anda terverifikasi. Tim kami sudah diberi tahu.
note-forgotten-unverified = Langkah yang tadi berjalan sudah selesai. Nomor Anda belum terverifikasi.
note-cannot-cancel = Kode Anda sedang diperiksa, jadi saat ini belum bisa dihentikan. Anda bisa berhenti setelah jawabannya ada.
note-code-asked-already = Permintaan Anda barusan sudah diterima tim kami.
note-number-chosen = Sekarang Anda berada di nomor ini: yang Anda tulis di sini berlaku untuk nomor ini.
note-code-goes-here = Sekarang Anda berada di nomor ini. Kode yang Anda kirim dalam 10 menit ke depan dipakai untuk nomor ini, bukan untuk nomor lain.
note-person-here = Petugas kami sedang melayani Anda sekarang.
note-with-bot = Anda kembali bersama bot. Ini posisi Anda sekarang:
note-not-now = Itu tidak cocok untuk langkah ini. Posisinya sekarang:
note-old-button = Tombol itu dari pesan yang lama. Posisinya sekarang:
note-many-messages = Banyak sekali pesan masuk sekaligus, jadi tidak bisa kami jawab satu per satu. Tidak ada yang hilang: semuanya kami baca, termasuk yang masih dalam perjalanan. Tunggu { $seconds } detik, lalu tulis lagi.
note-cannot-read = Pesan itu tidak bisa kami baca: di sini hanya teks yang bisa dipakai.
