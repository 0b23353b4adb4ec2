# A colleague of the customer's, who has the phone, enters one code: what both of them read.
# HTML as in screens.ftl; labels of buttons and what may be typed for them have no markup, nor has share-text.
# The colleague need not know what else there is about the number. Thank them; blame nobody.

button-colleague = Minta rekan memasukkan kode
words-colleague = rekan, rekan kerja, rekan saya, minta rekan, teman kantor, ponselnya di rekan, kodenya di rekan, tautan untuk rekan

colleague-link-title = Tautan untuk rekan Anda
colleague-link = Kirim tautan ini kepada rekan yang memegang ponselnya:
colleague-link-rules = Tautan ini berlaku sekali, untuk satu orang, selama { $minutes } menit. Rekan Anda hanya melihat digit terakhir nomornya dan hanya bisa memasukkan satu kode. Hasilnya bisa dibaca oleh Anda berdua. Tautan baru mengakhiri tautan ini.
colleague-link-then = Jika kode belum dikirim, minta kodenya setelah rekan Anda membuka tautan: kami kabari Anda.

# On a button that opens Telegram’s list of chats, and what is written beside the link there.
share-link = Kirim lewat Telegram
share-text = Tolong masukkan kode WhatsApp untuk nomor kita di sini. Tautannya hanya berlaku sekali.

colleague-ask-title = Perlu satu kode
colleague-ask =
    Rekan Anda meminta bantuan Anda. Nomor WhatsApp Business perusahaan Anda pindah ke penyedia lain, dan WhatsApp mengirim kode 6 digit ke ponsel yang nomornya berakhiran { $digits }.

    Setelah kodenya ada, tempel di sini; boleh seluruh isi SMS-nya. Anda bisa memasukkan satu kode.
colleague-ask-until = Tautan ini masih berlaku { $minutes } menit. Jika bukan orang yang Anda kenal yang mengirimnya, jangan masukkan apa pun dan tekan “{ button-cancel }”.
colleague-ask-never = Kami tidak pernah meminta kode login Telegram, kode bank, kata sandi, atau PIN dua langkah.

colleague-checking-title = Kode sedang diperiksa di WhatsApp…
colleague-checking = Biasanya hanya beberapa detik. Anda dan rekan Anda sama-sama membaca hasilnya di sini. Anda tidak perlu melakukan apa pun.

colleague-late-title = Jawabannya terlambat
colleague-late =
    Kami sedang mencari tahu hasil kode Anda. Kode itu diserahkan satu kali dan tidak akan diserahkan lagi.

    Anda tidak perlu melakukan apa pun. Mohon jangan kirim kode itu lagi; kami kabari Anda dan rekan Anda begitu hasilnya diketahui.

colleague-verified-title = Terverifikasi
colleague-verified =
    WhatsApp sudah memastikan nomornya. Rekan Anda juga membaca ini dan melanjutkan dari sini.

    Anda tidak perlu melakukan apa pun lagi. Terima kasih.

colleague-refused-title = Belum terverifikasi
colleague-refused-through = Kode Anda tidak berhasil diproses.
colleague-refused-other = Ada hal lain yang menghalangi, dan bukan karena Anda.
colleague-refused-then = Rekan Anda sudah tahu dan bisa mengirim tautan baru untuk kode lain. Tautan ini sudah selesai.

colleague-over-title = Tautan ini sudah selesai
colleague-over-not-accepted = Kode yang Anda masukkan belum memverifikasi nomornya. Rekan Anda sudah tahu dan bisa mengirim tautan baru untuk kode lain.
colleague-over-done-already = Nomornya sudah terverifikasi tanpa kode dari Anda. Anda tidak perlu melakukan apa pun lagi. Terima kasih.
colleague-over-stopped = Kode dari Anda tidak diperlukan lagi: rekan Anda berhenti atau melanjutkan dengan cara lain. Anda tidak perlu melakukan apa pun.
colleague-over-replaced = Rekan Anda sudah membuat tautan yang lebih baru. Silakan pakai tautan itu.
colleague-over-expired = Waktunya habis dan belum ada kode yang dimasukkan. Rekan Anda sudah tahu dan bisa mengirim tautan baru.
colleague-over-left = Anda berhenti di sini, dan tidak ada kode yang diambil dari Anda. Rekan Anda sudah tahu.
colleague-over-not-now = Untuk sementara kode belum bisa diserahkan untuk nomor ini, jadi tidak ada kode yang diambil dari Anda. Rekan Anda tahu sampai kapan.

note-colleague-opened = Rekan Anda sudah membuka tautannya dan bisa memasukkan kode. Jika itu bukan rekan Anda, buat tautan baru: tautan ini langsung berakhir.
note-colleague-code = Rekan Anda sudah mengirim kodenya.
note-colleague-code-sent = WhatsApp sedang mengirim kodenya ke ponsel itu.
note-colleague-left = Orang yang membuka tautan Anda memilih berhenti, jadi tautannya sudah selesai. Tidak ada percobaan yang terpakai. Anda bisa membuat tautan baru.
note-colleague-link-expired = Tautan untuk rekan Anda sudah selesai, dan tidak ada kode yang masuk lewat tautan itu. Tidak ada percobaan yang terpakai. Anda bisa membuat tautan baru.
note-colleague-links-many = Anda sudah membuat banyak tautan dalam satu jam ini. Silakan pakai yang terbaru, atau tunggu beberapa menit sebelum membuat lagi.
note-colleague-link-over = Tautan ini sudah selesai. Silakan minta yang baru kepada rekan yang mengirimnya.
note-colleague-link-own = Tautan ini untuk rekan Anda. Silakan teruskan: tautannya masih berlaku.
note-colleague-own-too = Nomor Anda sendiri juga sedang menunggu kode, jadi kode ini tidak kami pakai. Tidak ada percobaan yang terpakai. Jika kode itu untuk nomor di bawah, kirim sebagai balasan untuk pesan ini.
note-colleague-only = Di sini Anda hanya bisa memasukkan satu kode ini. Untuk hal lain, silakan tanya rekan yang mengirim tautannya.
note-colleague-forgotten = Sudah dihapus: catatan bahwa akun ini membantu memasukkan kode. Hasil kode yang Anda masukkan akan dibaca oleh rekan yang mengirim tautannya.
note-colleague-this-first = Silakan masukkan kode ini dulu, atau tekan “{ button-cancel }”. Setelah itu buka tautan yang lain sekali lagi: tautan itu belum terpakai.
