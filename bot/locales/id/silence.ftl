# To customers from whom nothing comes: reminders, which say where they are and how to stop, and coming back.
# HTML as in screens.ftl.

nudge-title = Masih menunggu Anda
nudge-last-title = Pengingat terakhir
nudge-asking-number = Kami belum tahu nomor mana yang akan dipindahkan. Untuk melanjutkan, ketik nomornya lengkap dengan kode negara.
nudge-confirming-number = Langkah berikutnya tinggal mengiyakan: apakah <b>{ $number }</b> nomor yang akan dipindahkan?
nudge-ready = Semua sudah siap untuk mengirim kode ke <b>{ $number }</b>.
nudge-not-ready = Ada yang perlu dibereskan sebelum kode bisa dikirim. Jika sudah beres, tekan “{ button-try-again }”.
nudge-waiting-code = Langkah berikutnya adalah kode 6 digit yang dikirim WhatsApp ke <b>{ $number }</b>. Tempel di sini; jika belum ada yang masuk, tekan “{ button-no-code }”.
nudge-open-until = Proses ini tetap terbuka setidaknya sampai { $moment }. Menunggu tidak memakai percobaan.
nudge-last = Setelah ini kami tidak mengingatkan lagi. Proses ini tetap terbuka setidaknya sampai { $moment }; sesudah itu kami tutup untuk sementara, dan yang sudah Anda sampaikan tetap tersimpan.
nudge-how = Jika sekarang belum sempat, tekan “{ button-later }”. Tombol “{ button-cancel }” mengakhirinya.

put-off-title = Nanti kami tanyakan lagi
put-off = Kami akan bertanya lagi, tetapi tidak sebelum { $moment }. Apa pun yang Anda kirim sampai saat itu dilanjutkan dari posisi yang sama.

expired-kept = Tidak ada yang hilang: yang sudah Anda sampaikan tetap tersimpan.

note-reachable-again = Anda sudah kembali, dan pesan kami bisa masuk lagi. Tidak ada yang hilang. Posisinya sekarang:
