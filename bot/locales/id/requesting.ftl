# From the number to the code on the phone: what is said, pressed and told to staff while a code is sent by us.
# HTML as in screens.ftl; labels of buttons and what may be typed for them have no markup.

preparing-title = Memeriksa kesiapan nomor…
preparing = Kami sedang menanyakan nomor ini ke WhatsApp. Biasanya hanya beberapa detik. Anda tidak perlu melakukan apa pun.

ready-title = Apakah ponselnya sudah di tangan Anda?
ready-number = WhatsApp akan mengirim kode 6 digit ke <b>{ $number }</b>. Kode hanya bisa dipakai sekali, selama sekitar 10 menit.
ready-check-sms = Ponsel dengan kartu SIM ini menyala, mendapat sinyal, dan bisa menerima SMS dari luar negeri.
ready-check-call = Ada yang mengangkat teleponnya. Panggilan langsung berdering, tanpa pengalihan atau menu suara, karena mesin yang menelepon tidak bisa menekan tombol. Panggilan dari luar negeri tidak diblokir.
ready-check-menu = Jika nomor ini memakai menu suara, sementara ini sambungkan panggilan langsung ke seseorang.
ready-check-two-step = Verifikasi dua langkah sudah mati. Pemilik akun WhatsApp bisa mematikannya, yaitu penyedia Anda atau admin Anda: { two-step-path }. Lalu Meta mengirim tautan konfirmasi lewat email.
two-step-path = WhatsApp Manager › Alat akun › Nomor telepon › Verifikasi dua langkah
ready-neither-is-sure = Untuk jenis nomor ini, WhatsApp tidak menyarankan SMS maupun telepon. Mohon hubungi petugas dulu; jika tetap lanjut, pilih telepon.
ready-call-is-better = Untuk jenis nomor ini, telepon lebih lancar daripada SMS.
ready-after-misses = SMS sebelumnya tidak masuk, jadi telepon mungkin lebih lancar.
ready-call-arrives = Di jaringan nomor ini, kode lebih sering sampai lewat telepon daripada SMS.
ready-press = Tekan hanya jika ponselnya sudah di tangan: kode langsung dikirim.
requests-left = Kode masih bisa dikirim { $requests } kali hari ini.

ready-wait = Kode berikutnya bisa dikirim mulai { $moment }. Setelah itu, tekan “{ button-no-code }” dengan ponsel di tangan Anda.

not-ready-title = Sebelum kode dikirim
not-ready = Jika sudah beres, tekan “{ button-try-again }”: kami menanyakannya lagi ke WhatsApp. Sebelum itu kode tidak dikirim, jadi tidak ada percobaan yang terpakai.

requesting-title = Meminta kode…
requesting = WhatsApp sedang diminta mengirim kodenya. Ini perlu beberapa detik; mohon ponselnya tetap di dekat Anda.

ask-code-sent-sms = WhatsApp sedang mengirim kode 6 digit ke <b>{ $number }</b> lewat SMS. Bisa perlu beberapa menit.
ask-code-sent-call = WhatsApp sedang menelepon <b>{ $number }</b> dan membacakan kode 6 digit. Mohon catat kodenya.
ask-code-paste =
    Tempel kodenya di sini; boleh seluruh isi SMS-nya. Kode hanya bisa dipakai sekali dan biasanya berlaku sekitar 10 menit.

    { never-asked }

ask-code-again = Mohon cocokkan dengan SMS terbaru, lalu kirim lagi. Jika SMS itu sudah lebih dari 10 menit, atau memang kode itu yang Anda kirim, tekan “{ button-no-code }” dan pakai hanya kode yang baru.
ask-code-mended = Diperlukan kode baru: jika semuanya sudah siap, tekan “{ button-no-code }”.

new-code-title = Kode lain
new-code = Jika Anda meminta kode lain, pakai kode yang itu saja: kode yang lama tidak berlaku lagi.
new-code-wait = Kode lain bisa dikirim { $minutes } menit lagi, { $moment }. Kode sebelumnya mungkin masih akan masuk dan tetap berlaku sampai Anda meminta yang baru.
new-code-used-up = Semua kode untuk nomor ini sudah dikirim untuk saat ini. Kode berikutnya bisa dikirim mulai { $moment }. Tim kami sudah diberi tahu dan bisa membantu sebelum itu.

appointment-title = Kapan kami tanyakan lagi?
appointment = Kami menulis kepada Anda 10 menit sebelumnya dan menanyakan apakah ponselnya sudah di tangan. Kode tidak dikirim sebelum Anda mengiyakan. Pagi berarti 09.00 dan malam 20.00. Sekarang { $moment }.

appointed-title = Nanti kami tanyakan lagi
appointed = Anda memilih { $moment }. Kami menulis kepada Anda 10 menit sebelumnya dan menanyakan apakah ponselnya sudah di tangan. Kode tidak dikirim sebelum Anda mengiyakan.

held-look-again = Jika Anda mendengar bahwa ini sudah selesai, tekan “{ button-try-again }”.

note-code-life-over = Kode yang dikirim sudah lebih dari 10 menit, jadi WhatsApp tidak akan menerimanya lagi. Tidak ada percobaan yang terpakai.
note-request-unsure = Kami tidak mendapat jawaban, jadi belum diketahui apakah kodenya sedang dikirim. Jika ada yang masuk, tempel di sini. Jika dalam 3 menit belum masuk, minta kode lain. Tidak ada percobaan yang terpakai.
note-extended = Tim kami mengizinkan satu kode lagi untuk nomor ini, dan satu percobaan lagi. Pastikan ponselnya ada di tangan sebelum Anda memintanya.
note-unlocked = Tim kami mendapat kabar bahwa WhatsApp menerima kode lagi untuk nomor ini.
note-code-proposed = Tim kami ingin kode dikirim sekarang. Apakah ponsel dengan nomor ini ada di tangan Anda? Kalau ya, pilih SMS atau panggilan di bawah; tidak ada yang dikirim sebelum Anda memilih.
note-in-hand-again = Pesan itu Anda tulis beberapa menit yang lalu, jadi kami tanyakan lagi: kode hanya dikirim selagi ponselnya di tangan Anda.
note-appointment-near = Waktu yang Anda pilih sudah dekat.
note-appointment-past = Waktu itu sudah lewat atau terlalu dekat. Silakan pilih waktu lain, atau minta kodenya dikirim sekarang.

button-send-sms = Kirim SMS
words-send-sms = sms, lewat sms, kirim sms nya, kirim kode, kirim kodenya

button-call-me = Telepon nomor ini
words-call-me = telepon, telpon, telp, lewat telepon, ditelepon, telepon saja, telpon saja

button-later = Jangan sekarang
words-later = nanti, nanti saja, lain waktu, pilih waktu, ingatkan saya

button-in-an-hour = Satu jam lagi
words-in-an-hour = sejam lagi, satu jam

button-this-evening = Malam ini
words-this-evening = nanti malam

button-tomorrow-morning = Besok pagi
words-tomorrow-morning = besok

button-tomorrow-evening = Besok malam
words-tomorrow-evening = besok malam saja

button-now = Sekarang saja
words-now = sekarang, sekarang juga

button-try-again = Periksa lagi
words-try-again = coba lagi, cek lagi, sudah selesai, sudah
