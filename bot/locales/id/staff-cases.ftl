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

staff-resume-title = <b>Yang sedang menahan pelanggan</b>
staff-resume-row = { $what }: <code>{ $command }</code>
staff-resume-usage = Kalau sudah diperbaiki, kirim perintahnya. Untuk satu kasus yang tertahan sendiri, kirim <code>/resume</code> dengan nomornya.
staff-resume-done = Dicatat sudah diperbaiki: { $what }. WhatsApp ditanya untuk setiap pelanggan yang tertahan, lebih dulu yang kodenya mungkin masih berlaku; yang berhasil langsung diberi tahu bahwa mereka bisa lanjut. Kalau kendala yang sama muncul lagi, Anda membacanya di sini. Tidak ada percobaan yang terpakai.
staff-resume-done-unread = Dicatat sudah diperbaiki: { $what }. Pelanggan yang tertahan diberi tahu berurutan bahwa mereka bisa lanjut, lebih dulu yang kodenya mungkin masih berlaku. Ini tidak bisa dipastikan dengan membaca: kode pertama yang menunjukkannya. Kalau kendala yang sama muncul lagi, Anda membacanya di sini, dan semua menunggu lagi.
staff-resume-nothing = Tidak ada yang diubah: tidak diketahui ada yang tertahan karena ini: { $what }.
staff-resume-not-held = Tidak ada yang diubah: { $case } tidak sedang ditahan.
staff-resume-all = Tidak ada yang diubah: { $case } menunggu hal yang sedang menahan semua pelanggan. Nyatakan itu sudah diperbaiki, dan semuanya lanjut.
staff-resume-one = { $case } lanjut: pelanggan diberi tahu, atau WhatsApp ditanya dulu kalau itu bisa dipastikan dengan membaca. Tidak ada percobaan yang terpakai.

staff-request-sms = WhatsApp diminta mengirim kode lewat SMS untuk { $case }: pelanggan baru saja mengatakan ponselnya ada di tangan. Ini terhitung sebagai satu kode hari ini.
staff-request-voice = WhatsApp diminta menelepon nomor { $case } dengan kode: pelanggan baru saja mengatakan ponselnya ada di tangan. Ini terhitung sebagai satu kode hari ini.
staff-request-asked = Belum ada yang dikirim untuk { $case }: pelanggan belum mengatakan baru-baru ini bahwa ponselnya ada di tangan. Sekarang mereka ditanya, dan kode dikirim begitu mereka memilih SMS atau panggilan.
staff-request-step = Tidak ada yang dikirim: pelanggan { $case } sedang tidak di langkah pengiriman kode.
staff-request-not-ours = Tidak ada yang dikirim untuk { $case }: pengaturan <code>OFFER_CODE_REQUEST</code> menyerahkannya ke konsol.
staff-request-no-tries = Tidak ada yang dikirim untuk { $case }: nomornya tidak punya percobaan lagi, jadi kode tidak bisa diperiksa.
staff-request-held-up = Tidak ada yang dikirim untuk { $case }: ada yang sedang menahan semua pelanggan, dan kode tidak bisa diperiksa.
staff-request-not-yet = Tidak ada yang dikirim untuk { $case }: kode berikutnya bisa dikirim mulai { $moment }.

staff-unlock-sure = WhatsApp mengunci nomor { $whose }. Bot menunggu sehari, karena mencoba lebih awal membuatnya lebih lama. Buka kuncinya hanya kalau WhatsApp atau Alibaba Cloud mengatakan kuncinya sudah dilepas. Ini bisa dilakukan sekali sehari.
staff-unlock-done = Kunci { $case } sudah dibuka. Pelanggan diberi tahu bahwa mereka bisa lanjut.
staff-unlock-later = Kunci { $case } sudah dibuka, tetapi percobaan nomornya sudah habis: berikutnya tersedia { $moment }. Pelanggan diberi tahu.
staff-unlock-step = Tidak ada yang diubah: pelanggan { $case } sedang tidak di langkah kode.
staff-unlock-not-locked = Tidak ada yang diubah: sejauh yang diketahui bot, WhatsApp tidak mengunci nomor { $case }. Untuk satu percobaan lagi ada <code>/extend</code>.
staff-unlock-often = Tidak ada yang diubah: kunci { $case } sudah dibuka dalam sehari ini dan nomornya terkunci lagi. Setiap kunci lebih lama dari yang sebelumnya.

staff-close-sure = Ini mengakhiri kasus { $whose }. Pelanggan diberi tahu, dan tidak bisa lanjut sampai dibuka lagi.
staff-close-done = { $case } sudah ditutup. Pelanggan diberi tahu.
staff-close-step = Tidak ada yang diubah: { $case } sudah tertutup.
staff-close-busy = Tidak ada yang diubah: kode { $case } sedang diperiksa. Tutup setelah hasilnya jelas.
staff-close-proven = Tidak ada yang diubah: nomor { $case } sudah terverifikasi, jadi tidak ada lagi yang diminta dari pelanggan.
staff-reopen-done = { $case } terbuka lagi. Pelanggan diberi tahu, dan diminta memastikan nomornya.
staff-reopen-step = Tidak ada yang diubah: { $case } tidak tertutup.

staff-revoke-done = Tautannya ditarik: siapa pun yang membukanya sekarang membaca bahwa tautan itu sudah tidak berlaku.
staff-revoke-over = Tidak ada yang diubah: tautan itu memang sudah tidak berlaku.
staff-revoke-used = Tidak ada yang diubah: tautan itu sudah dibuka, dan pembukanya memiliki { $case }. Untuk mengakhirinya, tutup kasusnya.
staff-revoke-unknown = Tidak ada tautan seperti itu. <code>/revoke</code> menerima tautannya sendiri, atau nomor undangan, yang tertulis di dekat tautannya.

staff-invite-usage = <code>/invite SPACE +NOMOR BAHASA LABEL</code> membuat tautan. Nomor, bahasa (en, id, zh-Hans, zh-Hant), dan label boleh dikosongkan.
staff-invite-space = Itu bukan space: hanya huruf, angka, dan tanda hubung, seperti di konsol CAMS. Tidak ada tautan yang dibuat.
staff-invite-number = Itu bukan nomor lengkap: perlu tanda plus dan kode negara. Tidak ada tautan yang dibuat.
staff-invite-label = Label itu tidak bisa dipakai: nama pendek dalam satu baris sudah cukup. Tidak ada tautan yang dibuat.
staff-invite-link = Undangan <code>{ $number }</code> · { $whose }, ke <code>{ $space }</code>: { $link }
staff-invite-phrase = Berlaku sekali, untuk satu orang, sampai { $moment }. Dengan frasa <code>{ $phrase }</code> pelanggan mengenali bot ini dari tiruan: sampaikan lewat jalur lain, jangan bersama tautannya.

staff-list-made = { $links } tautan sudah dibuat. Daftarnya menyusul, dengan gambar untuk setiap tautan.
staff-list-nothing = <b>Tidak ada tautan yang dibuat.</b> Perbaiki ini dalam berkasnya dan kirim lagi:
staff-list-more = Dan { $more } lagi.
staff-list-space = Baris { $line }: itu bukan space. Isinya huruf, angka, dan tanda hubung, seperti di konsol CAMS.
staff-list-number = Baris { $line }: itu bukan nomor lengkap. Kode negara diperlukan.
staff-list-rounded = Baris { $line }: lembar kerja membulatkan nomornya. Jadikan kolomnya teks, lalu isi lagi.
staff-list-language = Baris { $line }: bahasa itu tidak ada. Yang ada: <code>en</code>, <code>id</code>, <code>zh-Hans</code>, dan <code>zh-Hant</code>.
staff-list-label = Baris { $line }: label itu tidak bisa dipakai. Nama pendek dalam satu baris sudah cukup.
staff-list-twice = Baris { $line }: baris di atasnya sudah berisi nomor yang sama di space yang sama.
staff-list-taken = Baris { $line }: seorang pelanggan punya kasus terbuka untuk nomor itu di space itu.
staff-list-encoding = Berkasnya tidak ditulis dalam UTF-8. Di lembar kerja, simpan sebagai «CSV UTF-8».
staff-list-unreadable = Itu bukan berkas CSV: ada tanda kutip yang kurang, atau ada hal lain di antara selnya.
staff-list-headings = Baris pertama harus berisi judul kolom: <code>space,number,language,label</code>. Selain space boleh dikosongkan.
staff-list-many = Barisnya terlalu banyak: satu berkas memuat paling banyak { $most } pelanggan.
staff-list-empty = Ada judul kolom, tetapi tidak ada pelanggan.
staff-list-unfetched = Telegram tidak memberikan berkasnya, atau ukurannya terlalu besar: daftar pelanggan hanya beberapa kilobyte.

staff-export-coming = Berkasnya menyusul, paling banyak { $most } kasus terbaru. Dari nomor hanya ditampilkan akhirannya.
staff-qr-usage = <code>/qr</code> membuat gambar dari tautan, untuk dibaca ponsel. Balas pesan yang berisi tautannya, atau tulis tautannya di belakang perintah.

staff-invite-draft = <code>{ $draft }</code>
staff-invite-ask-space = Nomornya pindah ke space mana? Balas pesan ini dengan CustSpaceId-nya.
staff-invite-ask-label = Siapa nama pelanggannya? Balas pesan ini dengan nama pendek, atau dengan <code>-</code> kalau tidak ada.
staff-invite-ask-language = Bahasa apa yang mereka baca? Tekan tombol, atau balas pesan ini dengan bahasanya.
staff-invite-ask-number = Nomornya berapa? Balas pesan ini dengan tanda plus dan kode negara, atau dengan <code>-</code>, dan pelanggan yang memberikannya.
staff-invite-language = Bahasa itu tidak ada. Yang ada: <code>en</code>, <code>id</code>, <code>zh-Hans</code>, dan <code>zh-Hant</code>.

staff-key-newest = Terbaru
staff-key-older = Lebih lama
staff-key-look-again = Lihat lagi
staff-key-extend = Izinkan satu lagi
staff-key-settle = Tanya WhatsApp sekarang
staff-key-register = Pindahkan nomornya
staff-key-resume = Sudah beres, lanjutkan
staff-key-request-sms = Kirim SMS kode
staff-key-request-voice = Telepon dengan kode
staff-key-unlock = Buka kunci
staff-key-unlock-sure = Kuncinya sudah lepas
staff-key-close = Tutup
staff-key-close-sure = Tutup sekarang
staff-key-reopen = Buka lagi
staff-evidence = Yang diketahui tentang { $case }, sebagai berkas untuk dukungan penyedia. Berkas ini bersegel: <code>python -m bot verify-evidence FILE</code> menyebutkan apakah ada yang mengubahnya.
staff-key-evidence = Bukti
staff-key-revoke = Tarik tautannya
staff-key-qr = Sebagai gambar (QR)
staff-key-any-language = Sesuai aplikasinya
staff-key-copy-reference = Salin kode rujukan
staff-key-copy-phrase = Salin frasa

# Beside the commands, in the menu of the staff group. No markup.
staff-command-cases = daftar kasus, semua atau dalam satu keadaan
staff-command-case = lihat satu kasus
staff-command-find = cari kasus lewat label atau empat digit terakhir
staff-command-invite = buat tautan untuk pelanggan
staff-command-revoke = tarik tautan
staff-command-qr = buat gambar dari tautan
staff-command-export = minta daftar kasus sebagai berkas
staff-command-extend = izinkan satu kode dan satu percobaan lagi
staff-command-settle = tanya WhatsApp sekarang tentang hasil kode
staff-command-register = pindahkan nomor yang terverifikasi
staff-command-resume = nyatakan bahwa yang menahan pelanggan sudah diperbaiki
staff-command-request = kirim kode ke pelanggan
staff-command-unlock = buka kunci nomor yang dikunci WhatsApp
staff-command-close = tutup kasus
staff-command-reopen = buka lagi kasus yang tertutup
staff-command-evidence = berkas bersegel tentang kasus, untuk dukungan penyedia
