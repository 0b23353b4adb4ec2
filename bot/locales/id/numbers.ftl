# For a customer with several numbers: the list of them, and which of them a code is for. HTML as in screens.ftl.

numbers-title = Nomor Anda
numbers-part = { $first } sampai { $last } dari { $all }
numbers-line = { $number }: { $state }
numbers-line-current = { $number }: { $state } – Anda sedang di sini
numbers-choose = Tekan nomor yang ingin dilanjutkan, atau ketik empat digit terakhirnya.

which-number-title = Kode ini untuk nomor yang mana?
which-number = Kode ini bisa untuk lebih dari satu nomor Anda, jadi belum diserahkan. Tidak ada percobaan yang terpakai. Tekan nomor yang dimaksud, lalu kirim kodenya sekali lagi.
which-number-reply = Kode juga bisa dikirim sebagai balasan atas pesan tentang nomornya.

# What a number is called, also on its button.
number-called = Nomor { $digits }
number-called-case = Kasus { $case }
number-called-both = Nomor { $digits }, kasus { $case }

# Where a number stands.
number-is-asking-number = nomornya belum diberikan
number-is-confirming-number = menunggu jawaban “ya” dari Anda
number-is-preparing = sedang diperiksa
number-is-ready = siap menerima kode
number-is-appointed = kode pada waktu pilihan Anda
number-is-requesting = kode sedang dikirim
number-is-waiting-code = menunggu kode
number-is-prechecking = kode sedang diperiksa
number-is-checking = kode sedang diperiksa
number-is-settling = hasilnya sedang dicari tahu
number-is-paused = dijeda
number-is-held = tertunda, bukan karena Anda
number-is-verified = terverifikasi, belum aktif
number-is-registering = terverifikasi, belum aktif
number-is-live = aktif
number-is-cancelled = dihentikan
number-is-expired = ditutup untuk sementara
