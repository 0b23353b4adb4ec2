# What staff are answered when they look at cases, or do something about one. `{ $whose }` is label and last four digits.

staff-cases-title = <b>Kasus</b>, yang terbaru dulu
staff-cases-row = { $command } · { $whose } · { $state }
staff-cases-none = Tidak ada.
staff-cases-states = Tidak ada keadaan seperti itu. Yang ada: { $states }
staff-find-usage = Apa yang dicari? <code>/find</code> menerima sebagian label, empat digit terakhir nomor, atau nomor kasus.
staff-find-cut = Mungkin masih ada: hanya kasus terbaru yang dicari, dan hanya yang muat yang ditampilkan.

staff-case-title = <b>{ $case }</b> · { $whose }
staff-case-state = Posisinya: { $state }
staff-case-left = Sisa hari ini: { $tries } percobaan, { $codes } kode
staff-case-deadline = Tenggat berikutnya: { $moment }
staff-case-fault = Kendala terakhir: { $what }
staff-case-unreachable = Telegram tidak bisa menjangkau pelanggan ini.
staff-case-unknown = Kasus itu tidak ada, atau sudah dihapus. <code>/find</code> mencari lewat label atau empat digit terakhir, <code>/cases</code> menampilkan daftarnya.

staff-extend-done = { $case } mendapat satu kode dan satu percobaan lagi. Pelanggan diberi tahu.
staff-extend-left = Tidak ada yang diubah: { $case } masih punya kode dan percobaan.
staff-extend-locked = Tidak ada yang diubah: WhatsApp mengunci nomor { $case }, dan mencoba lebih awal membuatnya lebih lama.
staff-extend-often = Tidak ada yang diubah: untuk { $case } hal ini sudah dilakukan sesering yang aman, sekali dalam satu jam dan dua kali dalam sehari.
staff-extend-step = Tidak ada yang diubah: pelanggan { $case } sedang tidak di langkah kode.

staff-settle-done = WhatsApp sedang ditanya tentang { $case }. Pelanggan diberi tahu begitu hasilnya jelas; tidak ada percobaan yang terpakai.
staff-settle-nothing = Tidak ada yang perlu dilakukan: { $case } tidak sedang menunggu hasil.

staff-register-sure = Ini memindahkan nomor { $whose } ke <code>{ $space }</code>. Penyedia lama berhenti melayani nomor itu, dan tidak bisa dibatalkan. Untuk melanjutkan, kirim <code>{ $command }</code> diikuti empat digit terakhir nomornya.
staff-register-other-digits = Itu bukan empat digit terakhir { $whose }. Tidak ada yang dilakukan. Untuk memindahkannya ke <code>{ $space }</code>, kirim <code>{ $command }</code> diikuti digit yang benar.
staff-register-done = Pemindahan { $case } sudah dipesan. Pelanggan dan grup ini diberi tahu jika nomornya sudah aktif.
staff-register-not = Tidak ada yang dipesan: { $case } belum terverifikasi, pemindahannya sudah dipesan atau tidak bisa dipesan lagi, atau pengaturan REGISTER menyerahkannya ke konsol.

staff-invite-usage = <code>/invite SPACE +NOMOR BAHASA LABEL</code> membuat tautan. Nomor, bahasa (en, id, zh-Hans, zh-Hant), dan label boleh dikosongkan.
staff-invite-space = Itu bukan space: hanya huruf, angka, dan tanda hubung, seperti di konsol CAMS. Tidak ada tautan yang dibuat.
staff-invite-number = Itu bukan nomor lengkap: perlu tanda plus dan kode negara. Tidak ada tautan yang dibuat.
staff-invite-label = Label itu tidak bisa dipakai: nama pendek dalam satu baris sudah cukup. Tidak ada tautan yang dibuat.
staff-invite-link = { $whose }, ke <code>{ $space }</code>: { $link }
staff-invite-phrase = Berlaku sekali, untuk satu orang, sampai { $moment }. Dengan frasa <code>{ $phrase }</code> pelanggan mengenali bot ini dari tiruan: sampaikan lewat jalur lain, jangan bersama tautannya.

staff-key-newest = Terbaru
staff-key-older = Lebih lama
staff-key-look-again = Lihat lagi
staff-key-extend = Izinkan satu lagi
staff-key-settle = Tanya WhatsApp sekarang
staff-key-register = Pindahkan nomornya
staff-key-copy-phrase = Salin frasa

# Beside the commands, in the menu of the staff group. No markup.
staff-command-cases = daftar kasus, semua atau dalam satu keadaan
staff-command-case = lihat satu kasus
staff-command-find = cari kasus lewat label atau empat digit terakhir
staff-command-invite = buat tautan untuk pelanggan
staff-command-extend = izinkan satu kode dan satu percobaan lagi
staff-command-settle = tanya WhatsApp sekarang tentang hasil kode
staff-command-register = pindahkan nomor yang terverifikasi
