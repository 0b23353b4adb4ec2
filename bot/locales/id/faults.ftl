# What is the matter, in the customer's words: one sentence for each fault, two where they can do something about it.
# Whether a try was counted is said after it, so not in it.

fault-wrong-code = Kodenya tidak cocok.
fault-code-expired = Kodenya sudah kedaluwarsa: kode hanya berlaku sekitar 10 menit.
fault-code-refused = WhatsApp tidak menerima kodenya: tidak cocok atau sudah kedaluwarsa.
fault-too-many-tries = Menurut WhatsApp, percobaan untuk nomor ini sudah terlalu banyak.
fault-maybe-verified = WhatsApp tidak memberi jawaban yang jelas untuk nomor ini.
fault-number-invalid = WhatsApp tidak menerima nomor ini seperti yang tertulis.
fault-number-not-in-space = Nomor ini belum ada di akun yang disiapkan tim kami untuk Anda.
fault-not-migrating = Pemindahan nomor ini belum dimulai dari pihak kami.
fault-two-step-on = Verifikasi dua langkah masih aktif. Penyedia atau admin Anda bisa mematikannya: { two-step-path }.
fault-customer-account = WhatsApp meminta ada yang dibereskan dulu di akun bisnis Anda, misalnya nama tampilannya. Tim kami sudah diberi tahu dan siap membantu.
fault-space-not-bound = Akun WhatsApp Business Anda belum terhubung di pihak kami.
fault-not-subscribed = Ada layanan di pihak kami yang belum diaktifkan.
fault-not-permitted = Program kami belum punya izin untuk langkah ini.
fault-credentials = Akses program kami ke Alibaba Cloud perlu diperbarui.
fault-clock = Jam di pihak kami tidak tepat.
fault-account = Akun Alibaba Cloud kami perlu dibereskan.
fault-meta-access = WhatsApp sedang tidak membuka akses bagi Alibaba Cloud.
fault-throttled = Saat ini sedang ramai sekali, jadi kami harus menunggu giliran.
fault-provider-down = Layanan yang memeriksa kode sedang tidak menjawab sebagaimana mestinya.
fault-program = Ada kesalahan program kami pada langkah ini.
fault-unrecognised = WhatsApp menolak dengan jawaban yang belum kami kenal. Tim kami sedang memeriksanya.
fault-unexplained = WhatsApp menolak salah satu langkah kami dengan jawaban yang belum kami kenal. Tim kami sedang memeriksanya.
fault-already-in-space = Nomor ini sudah ada di akun tujuannya. Tim kami sedang memeriksa apa yang masih perlu dilakukan.
fault-add-instead = Nomor ini tidak sedang dipakai di penyedia lain, jadi nomornya ditambahkan, bukan dipindahkan. Tim kami yang mengerjakannya.
fault-name-not-approved = Nama tampilan nomor ini belum disetujui WhatsApp, atau sedang diganti. Mohon periksa di WhatsApp Manager, bila perlu dengan penyedia sekarang. Tim kami siap membantu.
fault-waba-not-approved = Akun bisnisnya belum disetujui WhatsApp. Mohon periksa di WhatsApp Manager apakah verifikasi bisnis Anda sudah selesai. Tim kami sudah diberi tahu dan siap membantu.
fault-too-many-requests = Untuk sementara WhatsApp tidak mengirim kode lagi ke nomor ini. Kode yang sudah masuk masih bisa dipakai selama masih baru.
fault-moment-passed = Permintaan kode dari kami terlambat dikirim, jadi tidak ada kode yang sedang dikirim. Mohon kabari lagi saat ponselnya ada di tangan Anda.
fault-verify-again = Verifikasi nomor ini sudah tidak berlaku di WhatsApp, jadi perlu satu kode lagi sebelum bisa dipindahkan.
fault-register-limit = WhatsApp membatasi jumlah upaya pemindahan nomor dalam tiga hari, jadi kami harus menunggu.
fault-number-busy = WhatsApp masih memproses perubahan sebelumnya pada nomor ini. Perlu beberapa menit.
fault-waba-incomplete = WhatsApp meminta beberapa hal di akun yang baru dibereskan dulu. Tim kami yang mengurusnya.
