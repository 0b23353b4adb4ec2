# What the staff group reads: what happened, what to do, and the provider's own words. Never a code or a whole number.

staff-verified-title = Terverifikasi
staff-verified = Pemilik nomor sudah terbukti. Nomor belum aktif sebelum <code>ChatappMigrationRegister</code> dijalankan: lakukan dalam 14 hari, jika tidak pelanggan perlu kode lagi.

staff-verified-and-ordered-title = Terverifikasi
staff-verified-and-ordered = Pemilik nomor sudah terbukti, dan bot sudah menjalankan <code>ChatappMigrationRegister</code>. Bot mengabari jika nomor sudah aktif, atau jika perlu diperiksa.

staff-verified-order-it-title = Terverifikasi
staff-verified-order-it = Pemilik nomor sudah terbukti. Nomor belum aktif sebelum diregistrasi, dalam 14 hari. Bot melakukannya atas perintah Anda: <code>/register { $case }</code>. Ini tidak bisa dibatalkan.

staff-budget-used-up-title = Percobaan habis
staff-budget-used-up = Bot tidak menerima kode untuk nomor ini sampai { $moment }, agar tidak dikunci WhatsApp. Tanyakan kepada pelanggan apakah kodenya dari pesan terbaru dan ponsel yang benar, dan apakah telepon lebih lancar daripada SMS. Atau izinkan satu lagi: <code>/extend { $case }</code>.

staff-person-wanted-title = Pelanggan meminta petugas
staff-person-wanted = Mohon jawab di topik kasus ini, atau sebagai balasan ke kartunya: yang Anda tulis di sana sampai ke pelanggan. Posisinya: { $state }.

staff-person-awaited-title = Pelanggan menunggu jawaban
staff-person-awaited = Belum ada yang menjawab pesannya. Mohon jawab di topik kasus ini, atau sebagai balasan ke kartunya. Posisinya: { $state }.

staff-code-wanted-title = Pelanggan memerlukan kode
staff-code-wanted = Kirim kode dari konsol CAMS: buka space ini, pilih nomornya lewat digit terakhir, mulai dengan SMS. Jika tiga menit belum masuk, pakai telepon, jangan SMS lagi. Pelanggan menempelkan kodenya di bot.

staff-unknown-outcome-title = Hasil belum diketahui
staff-unknown-outcome = Satu kode sudah diserahkan, tetapi jawabannya tidak datang, dan status nomor pun belum memberi kepastian. Bot terus bertanya setiap beberapa menit dan mengabari pelanggan begitu hasilnya jelas. Periksa nomornya di konsol CAMS. Jangan serahkan kode itu lagi: percobaan kedua bisa mengunci nomor.

staff-unknown-resolved-title = Hasil sudah diketahui
staff-unknown-resolved = Kode yang hasilnya belum diketahui ternyata tidak memverifikasi nomor. Pelanggan sudah diberi tahu dan bisa melanjutkan dengan kode baru.

staff-fault-over-title = Sudah teratasi
staff-fault-over = { $what }: kendalanya sudah tidak ada. Pelanggan yang tertunda karenanya dikabari oleh bot dan melanjutkan dengan kode baru.

staff-unreachable-title = Pelanggan tidak bisa dijangkau
staff-unreachable = Telegram tidak lagi meneruskan pesan ke pelanggan ini: bot diblokir atau akunnya sudah tidak ada. Bot tidak mengingatkan lagi, dan melanjutkan dari posisi yang sama jika pelanggan kembali. Mohon hubungi lewat jalur lain. Posisinya: { $state }.

staff-reachable-title = Pelanggan bisa dijangkau lagi
staff-reachable = Telegram meneruskan pesan ke pelanggan ini lagi, dan bot sudah menunjukkan posisinya: { $state }. Tidak ada yang perlu dilakukan.

staff-forgotten-title = Pelanggan menghapus datanya
staff-forgotten = Data kasus ini sudah dihapus; keadaannya “{ $state }”. Pemindahan yang belum selesai ikut berakhir. Jika nomornya sudah terverifikasi, nomor itu masih harus didaftarkan selama verifikasi masih berlaku: siapa yang tahu nomornya dari sumber lain bisa mengurusnya.

staff-forgotten-after-order-title = Pelanggan menghapus datanya
staff-forgotten-after-order = Data kasus ini sudah dihapus; keadaannya “{ $state }”. Pemindahannya sudah dipesan dan mungkin masih berjalan: periksa di konsol sebelum memesannya lagi.

staff-expired-title = Pelanggan tidak ada kabar
staff-expired = Sudah { $days } hari tidak ada kabar, jadi kasus ini ditutup. Selama undangan masih berlaku, pelanggan bisa melanjutkan di bot; setelah itu, buat undangan baru.
staff-expired-in-all = { $times } kasus ditutup berturut-turut; ini yang terbaru. Daftar semuanya: <code>python -m bot cases --state expired</code>

staff-number-taken-title = Satu nomor, dua kasus
staff-number-taken = Pelanggan memberi nomor yang sudah dipakai kasus lain yang masih terbuka di space yang sama, dan sudah diberi tahu. Pastikan siapa yang seharusnya melanjutkan.

staff-link-used-title = Tautan yang sudah dipakai dibuka akun lain
staff-link-used = Akun Telegram lain membuka tautan kasus ini. Akun itu ditolak dan tidak melihat apa pun. Tautan berlaku untuk siapa yang pertama membukanya: tanyakan kepada pelanggan lewat jalur lain apakah itu dia. Kalau bukan, jangan kirim kode untuk kasus ini.

staff-group-moved-title = Grup ini punya id baru
staff-group-moved = Grup ini menjadi supergrup, yang bagi Telegram adalah chat lain. Bot mengikutinya sendiri. Siapa pun yang menjalankan bot sebaiknya menulis id baru di pengaturannya lalu menjalankannya ulang; <code>python -m bot doctor</code> menyebutkan id-nya.
staff-trouble-title = Bot sedang tidak bisa bekerja
staff-trouble = Bot terus mencoba, dan pesan pelanggan tidak ada yang hilang: <code>{ $what }</code>, { $why }. Periksa basis data dan disk tempatnya berada; caranya ada di docs/operations.md.

staff-events-lost-title = Kabar kasus tidak diterima
staff-events-lost = Sistem di <code>EVENT_WEBHOOK_URL</code> sudah sehari tidak menerima kabar dari bot: { $why }. Kabar itu tidak dikirim lagi dengan sendirinya. Pelanggan tidak terpengaruh. Perbaiki sistem itu, lalu kirim ulang yang terlewat: <code>python -m bot events replay --since 2d</code>.

staff-buried-title = Tidak berhasil dijalankan
staff-buried = Ada yang tetap gagal walau sudah dicoba berkali-kali: <code>{ $what }</code>, { $why }. Pelanggan mungkin masih menunggu jawaban: periksa kasusnya, dan hubungi pelanggan bila perlu.

staff-requests-used-up-title = Kode hari ini habis
staff-requests-used-up = Semua kode yang diminta bot dalam sehari sudah dikirim ke pelanggan ini, dan tidak satu pun berhasil. WhatsApp memblokir nomor yang terlalu sering meminta. Cari tahu penyebabnya: SMS dari luar negeri, pengalihan panggilan, menu suara, SIM lain. Jika harus sebelum { $moment }, kirim kode dari konsol CAMS saat pelanggan memegang ponselnya. Atau izinkan satu lagi: <code>/extend { $case }</code>.

staff-extended-title = Satu kode tambahan diizinkan
staff-extended = Salah satu dari Anda mengizinkan satu kode dan satu percobaan lagi untuk nomor ini. Pelanggan sudah diberi tahu. Sisa kode hari ini: { $codes }; sisa percobaan sekarang: { $tries }. Siapa orangnya tercatat dalam riwayat kasus.

staff-live-title = Sudah aktif
staff-live = Nomor berjalan lewat penyedia barunya, dan pelanggan sudah diberi tahu.

staff-register-due-title = Belum diregistrasi
staff-register-due = Nomor sudah terverifikasi, tetapi belum aktif. Verifikasinya berakhir { $days } hari lagi; setelah itu pelanggan perlu kode lagi. Jalankan <code>ChatappMigrationRegister</code>.

staff-not-live-title = Sudah diregistrasi, tetapi belum aktif
staff-not-live = <code>ChatappMigrationRegister</code> sudah dijalankan, atau hasilnya tidak diketahui, dan sejam kemudian nomor belum CONNECTED. Periksa di konsol CAMS sebelum meregistrasi lagi: WhatsApp menerima 10 percobaan dalam 72 jam, lalu tidak menerima sama sekali selama itu juga.

staff-let-go-title = Masih belum aktif
staff-let-go = Sudah { $days } hari nomor ini terverifikasi atau diregistrasi, tetapi belum CONNECTED. Bot tidak memeriksanya lagi dan sudah memberi tahu pelanggan. Periksa nomornya di konsol CAMS. Verifikasi berlaku 14 hari: mungkin diperlukan kode baru, dengan undangan baru. Setelah beres, pelanggan menekan “{ button-try-again }”, dan bot memantau nomor ini lagi.

staff-verification-over-elsewhere-title = Verifikasi berakhir
staff-verification-over-elsewhere = WhatsApp tidak lagi menganggap nomor ini terverifikasi. Kasus lain untuk nomor yang sama sedang berjalan dan melanjutkannya; kasus ini tidak dipantau lagi.

staff-verification-over-title = Verifikasi berakhir
staff-verification-over = Nomor tidak diregistrasi dalam 14 hari, atau WhatsApp tidak lagi menganggapnya terverifikasi. Pelanggan sudah diminta memberi kode baru.

# Where a customer is.
state-uninvited = tanpa undangan
state-asking-number = diminta memberi nomor
state-confirming-number = diminta memastikan nomor
state-preparing = WhatsApp sedang ditanya soal nomor ini
state-ready = ditanya apakah ponselnya di tangan
state-appointed = memilih waktu nanti
state-requesting = kode sedang diminta
state-waiting-code = menunggu kode
state-prechecking = kode sedang diperiksa
state-checking = kode sedang diperiksa
state-settling = hasil kode sedang dicari
state-paused = dalam jeda
state-held = tertunda
state-verified = terverifikasi
state-registering = sedang diregistrasi
state-live = sudah aktif
state-cancelled = dihentikan
state-expired = ditutup karena tidak ada kabar

# Banyak pemberitahuan sejenis dalam satu pesan: yang berbeda tertera di baris-baris di bawahnya.
staff-together-moment = waktu yang tertera di bawah
staff-together-state = lihat di bawah
staff-together-more = Selengkapnya tentang masing-masing: <code>python -m bot case N</code>

staff-space = Space: <code>{ $space }</code>
staff-code = Code (CAMS): <code>{ $code }</code>
staff-message = Message (CAMS): { $message }
staff-request = RequestId: <code>{ $request }</code>
staff-waiting = { $waiting } pelanggan sedang tertunda.
staff-times = Sudah terjadi { $times } kali; ini kasus yang terbaru.
staff-times-in-all = Terlihat { $times } kali seluruhnya.
staff-untold = Sejak pemberitahuan terakhir, hal yang sama datang { $times } kali lagi dari chat ini.
staff-goes-on = Kasus yang tertunda berlanjut sendiri begitu kendalanya hilang.
staff-new-code = Setelah dibereskan, kirim kode baru; pelanggan melanjutkan dengan mengirimnya ke bot.

# --- Playbooks: what it is, and what to do.

playbook-wrong-code-title = Kode salah
playbook-wrong-code = Pelanggan bisa mencoba lagi. Jika terus terjadi, tanyakan apakah kodenya dari pesan terbaru dan ponsel yang benar.

playbook-code-expired-title = Kode kedaluwarsa
playbook-code-expired = Kode hanya berlaku sekitar 10 menit. Kirim kode baru saat pelanggan memegang ponselnya.

playbook-code-refused-title = Kode ditolak
playbook-code-refused = WhatsApp tidak menyebut apakah kodenya salah atau kedaluwarsa. Kirim kode baru saat pelanggan memegang ponselnya.

playbook-too-many-tries-title = Terlalu banyak percobaan
playbook-too-many-tries = WhatsApp mengunci nomor ini. Bot menunggu satu hari; mencoba lebih awal bisa memperpanjang penguncian, jadi jangan serahkan kode lewat konsol juga.

playbook-maybe-verified-title = Ditolak, mungkin karena sudah terverifikasi
playbook-maybe-verified = Periksa CodeVerificationStatus di konsol. VERIFIED: lanjutkan dengan <code>ChatappMigrationRegister</code>. Selain itu: WhatsApp membatasi permintaan kode untuk nomor ini, jadi tunggu satu jam sebelum mengirim kode lagi.

playbook-number-invalid-title = Nomor tidak diterima
playbook-number-invalid = Periksa nomornya digit demi digit bersama pelanggan. Jika yang keliru undangannya, buat yang baru dengan <code>python -m bot invite</code>.

playbook-number-not-in-space-title = Nomor tidak ada di space ini
playbook-number-not-in-space = Pastikan nomor dan CustSpaceId memang berpasangan, dan space itu milik akun dari access key bot. Jalankan <code>ChatappSyncPhoneNumber</code> jika nomornya baru ditambahkan. Jika space-nya keliru, buat undangan baru.

playbook-not-migrating-title = Migrasi belum dimulai
playbook-not-migrating = Jalankan <code>CreateChatappMigrationInitiate</code> untuk nomor ini (kode negara dan nomornya terpisah). Lalu kirim kode dengan <code>GetMigrationVerifyCode</code>, bukan <code>GetChatappVerifyCode</code>.

playbook-two-step-on-title = Verifikasi dua langkah masih aktif
playbook-two-step-on = Hanya bisa dinonaktifkan oleh orang: WhatsApp Manager › Account tools › Phone numbers › nomornya › Two-step verification. Jika akunnya milik penyedia lama, merekalah yang harus melakukannya. Meta lalu mengirim tautan lewat email yang harus dibuka. Setelah itu, kirim kode baru.

playbook-customer-account-title = Akun WhatsApp pelanggan belum beres
playbook-customer-account = Periksa di WhatsApp Manager: nama tampilan sudah disetujui dan tidak sedang diganti, verifikasi bisnis selesai, akun disetujui dan tidak dibatasi, bisnis di sisi lama dan baru sama. Setelah itu, kirim kode baru.

playbook-space-not-bound-title = Akun WhatsApp Business belum terhubung
playbook-space-not-bound = Minta pelanggan menyelesaikan pendaftaran tersemat (Embedded Signup) tanpa menambahkan nomornya di sana, lalu hubungkan akunnya (WABA) dengan space. <code>QueryChatappBindWaba</code> harus menjawab APPROVED.

playbook-not-subscribed-title = Chat App belum diaktifkan
playbook-not-subscribed = Aktifkan Chat App Message Service di akun Alibaba Cloud pemilik access key bot.

playbook-not-permitted-title = Izin RAM kurang
playbook-not-permitted = Beri pengguna RAM milik bot kebijakan yang mengizinkan <code>cams:ChatappMigrationVerified</code>, <code>cams:GetPhoneNumberVerificationStatus</code>, dan <code>cams:QueryChatappPhoneNumbers</code> dengan Resource <code>*</code>. AliyunCamsReadOnlyAccess bawaan sistem tidak cukup.

playbook-credentials-title = Access key tidak diterima
playbook-credentials = Periksa di konsol RAM apakah access key bot ada dan aktif. Isi <code>ALIBABA_CLOUD_ACCESS_KEY_ID</code> dan <code>ALIBABA_CLOUD_ACCESS_KEY_SECRET</code>, lalu jalankan ulang bot. Jika bot memakai RAM role, periksa role itu: <code>python -m bot doctor</code>.

playbook-clock-title = Jam server tidak tepat
playbook-clock = Alibaba Cloud menolak permintaan yang waktunya meleset lebih dari 15 menit. Aktifkan NTP di server bot (<code>timedatectl set-ntp true</code>).

playbook-account-title = Akun Alibaba Cloud perlu dibereskan
playbook-account = Code-nya menunjukkan sebabnya: InsufficientBalance – isi saldo; Forbidden.UserVerification – selesaikan verifikasi identitas; Forbidden.RiskControl – buka tiket ke Alibaba Cloud.

playbook-meta-access-title = WhatsApp menolak Alibaba Cloud
playbook-meta-access = Akses penyedia sendiri ke WhatsApp ditolak. Buka tiket ke Alibaba Cloud dan sebutkan RequestId-nya; sementara itu pastikan akun WhatsApp Business yang baru punya metode pembayaran dan langganan webhook.

playbook-throttled-title = Terlalu banyak panggilan
playbook-throttled = Semua program di akun Alibaba Cloud berbagi batas 10 panggilan per detik untuk tiap action. Jika berlanjut, cari pemanggil lainnya atau turunkan <code>CAMS_QPS</code>.

playbook-provider-down-title = CAMS tidak menjawab
playbook-provider-down = Biasanya tidak perlu tindakan. Jika lama, periksa halaman status Alibaba Cloud dan jalur dari server bot ke endpoint CAMS.

playbook-program-title = Kesalahan pada bot
playbook-program = Permintaan ditolak karena bentuknya salah. Berikan Code, Message, dan RequestId kepada pengembang. Sampai diperbaiki, kerjakan langkah pelanggan ini di konsol CAMS.

playbook-unrecognised-title = Jawaban belum dikenal
playbook-unrecognised = Code ini tidak ada di daftar mana pun yang kami punya. Kemungkinan besar kode pelanggan salah. Cari RequestId-nya di pemecahan masalah OpenAPI Alibaba Cloud, dan berikan Code serta Message kepada pengembang, agar bot mengenalinya.

playbook-unexplained-title = Langkah ditolak, sebab belum dikenal
playbook-unexplained = Jawaban ini tidak ada di daftar mana pun yang kami punya, dan penyebabnya bukan kode pelanggan. Cari RequestId-nya di pemecahan masalah OpenAPI Alibaba Cloud; jika tidak membantu, buka tiket dengan RequestId itu. Berikan Code serta Message kepada pengembang, agar bot mengenalinya.

playbook-already-in-space-title = Nomor sudah ada di space
playbook-already-in-space = Periksa nomornya di konsol CAMS. <code>CONNECTED</code>: sudah pindah, tidak ada lagi yang perlu dilakukan. <code>VERIFIED</code>: lanjutkan dengan <code>ChatappMigrationRegister</code>. Selain itu: ada yang menambahkannya dengan cara lain; cari tahu siapa sebelum menghapusnya.

playbook-add-instead-title = Nomor ditambahkan, bukan dipindahkan
playbook-add-instead = Nomor ini tidak ada di penyedia lain, jadi tidak ada yang dipindahkan. Tambahkan ke space: <code>GetChatappVerifyCode</code>, lalu <code>ChatappVerifyAndRegister</code> dengan kodenya. Jika menurut pelanggan nomornya ada di penyedia lain, periksa nomornya digit demi digit.

playbook-name-not-approved-title = Nama tampilan belum disetujui
playbook-name-not-approved = Di WhatsApp Manager akun lama, nama tampilan nomor ini harus sudah disetujui dan tidak sedang diganti. Pelanggan atau penyedia lama yang harus mengurusnya. Setelah itu, mulai lagi migrasinya.

playbook-waba-not-approved-title = Akun WhatsApp belum disetujui
playbook-waba-not-approved = <code>QueryChatappBindWaba</code> harus menjawab <code>APPROVED</code> untuk akun baru, begitu pula WhatsApp Manager untuk akun lama. <code>PENDING</code>: tunggu Meta. <code>REJECTED</code> atau <code>DISABLED</code>: pelanggan mengajukan banding kepada Meta.

playbook-too-many-requests-title = Kode tidak dikirim lagi untuk sementara
playbook-too-many-requests = WhatsApp membatasi seberapa sering kode dikirim ke satu nomor. Jangan kirim kode selama satu jam, lewat konsol pun tidak; kode yang sudah masuk masih bisa diserahkan.

playbook-moment-passed-title = Permintaan kode terlambat
playbook-moment-passed = Tidak ada yang dikirim, karena mungkin pelanggan sudah tidak memegang ponselnya. Mereka bisa meminta kode lagi di bot.

playbook-verify-again-title = Verifikasi sudah tidak berlaku
playbook-verify-again = Verifikasi berlaku 14 hari; <code>ChatappMigrationRegister</code> tidak dijalankan pada waktunya, atau verifikasinya memang belum ada. Pelanggan perlu satu kode lagi; setelah itu segera jalankan registrasi.

playbook-register-limit-title = Terlalu banyak registrasi
playbook-register-limit = WhatsApp menerima sepuluh upaya dalam 72 jam, lalu mengunci nomornya selama 72 jam. Sampai itu lewat, jangan jalankan registrasi, lewat konsol pun tidak; setelahnya, cari tahu dulu mengapa upaya sebelumnya gagal.

playbook-number-busy-title = Nomor sedang diubah
playbook-number-busy = WhatsApp masih memproses perubahan sebelumnya pada nomor ini, misalnya penghapusan di tempat lain. Tunggu lima menit sebelum langkahnya diulang.

playbook-waba-incomplete-title = Akun baru belum lengkap
playbook-waba-incomplete = Akun WhatsApp Business tujuan nomor ini perlu metode pembayaran dan aplikasi yang berlangganan webhook-nya. Lengkapi keduanya; jika sudah ada, buka tiket ke Alibaba Cloud dan sebutkan RequestId-nya.
