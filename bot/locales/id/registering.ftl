# From «verified» to «live»: the last step, which makes WhatsApp work with the new provider.

verified-we-move-it =
    WhatsApp sudah memastikan bahwa nomor ini milik Anda.

    Nomor ini belum aktif di penyedia barunya: langkah terakhir sedang kami kerjakan, dan kami kabari Anda jika sudah selesai. Sampai saat itu, WhatsApp tetap berjalan lewat penyedia Anda yang sekarang.

    Untuk saat ini Anda tidak perlu melakukan apa pun.

verified-let-go =
    WhatsApp sudah memastikan bahwa nomor ini milik Anda, tetapi nomor ini masih belum aktif di penyedia barunya. Sampai aktif, WhatsApp tetap berjalan lewat penyedia Anda yang sekarang.

    Tim kami sudah diberi tahu dan menanganinya. Kami tidak lagi memeriksanya dengan sendirinya: tekan “{ button-try-again }”, dan kami menanyakannya lagi ke WhatsApp.

verified-not-moved =
    WhatsApp sudah memastikan bahwa nomor ini milik Anda. Nomor ini belum aktif di penyedia barunya: langkah terakhirnya ditolak.
verified-not-moved-then =
    Tim kami sudah diberi tahu dan menangani langkah itu; kami kabari Anda jika sudah selesai. Sampai saat itu, WhatsApp tetap berjalan lewat penyedia Anda yang sekarang.

live-title = Sudah aktif
live =
    Nomor ini sekarang berjalan lewat penyedia barunya. Templat yang sudah disetujui WhatsApp ikut pindah.

    Mohon nyalakan kembali verifikasi dua langkah di WhatsApp Manager.

note-verification-over = Nomor ini tidak lagi tercatat terverifikasi di WhatsApp: konfirmasinya berlaku 14 hari, dan langkah terakhir harus dilakukan dalam waktu itu. Sekarang diperlukan kode baru. Tidak ada percobaan yang terpakai.
