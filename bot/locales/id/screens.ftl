# What a customer sees. HTML as Telegram knows it: <b>, <i>, <code>.
# Say what happened, what to do, whether a try was used, and when. Calm and short; never blame.
# «Terverifikasi» is not «aktif»: a verified number has not moved yet.

step = Langkah { $step } dari { $steps }

need-invitation =
    <b>Bot ini khusus untuk undangan</b>

    Bot ini membantu bisnis memindahkan nomor WhatsApp Business ke Alibaba Cloud. Untuk mulai, buka tautan pribadi yang dikirim vendor Anda.

    Tanpa undangan, kami tidak pernah meminta nomor maupun kode.

ask-number-title = Nomor mana yang akan dipindahkan?
ask-number =
    Ketik nomor WhatsApp Business yang akan dipindahkan, lengkap dengan kode negaranya, misalnya +62 812 3456 7890.

    Tombol di bawah membagikan nomor <b>akun Telegram ini</b>. Gunakan hanya jika memang nomor itu yang akan dipindahkan.

confirm-number-title = Apakah nomor ini yang akan dipindahkan?
for-label = Untuk: { $label }
confirm-number-given = Kode akan dikirim ke nomor ini, jadi mohon periksa setiap angkanya.
confirm-number-expected = Nomor ini berasal dari undangan Anda. Jika keliru, silakan hubungi petugas.

ask-code-title = Kirim kode dari WhatsApp
ask-code =
    WhatsApp mengirim kode 6 digit ke <b>{ $number }</b> lewat SMS atau telepon. Jika belum ada yang masuk, tekan “{ button-no-code }”.

    Setelah kode masuk, tempel di sini; boleh seluruh isi SMS-nya. Kode hanya bisa dipakai sekali dan biasanya berlaku sekitar 10 menit.

    { never-asked }
tries-left = Sisa percobaan: { $tries }.
no-try-left = Tidak ada sisa percobaan sampai { $moment }.
last-try = Sisa percobaan: 1. Jika belum berhasil, nomor ini dijeda sampai { $moment }.

checking-title = Kode sedang diperiksa di WhatsApp…
checking = Biasanya hanya beberapa detik. Anda tidak perlu melakukan apa pun.
checking-in-line = Saat ini banyak kode sedang diperiksa. Kode Anda ada di urutan { $place }, jadi perlu sekitar { $seconds } detik. Sejauh ini tidak ada percobaan yang terpakai. Anda tidak perlu melakukan apa pun.

settling-title = Jawabannya terlambat
settling =
    Kami sedang mencari tahu hasil kode Anda. Kode itu diserahkan satu kali dan tidak akan diserahkan lagi, jadi paling banyak satu percobaan yang terpakai.

    Anda tidak perlu melakukan apa pun. Mohon jangan kirim kode itu lagi; kami kabari begitu hasilnya diketahui.
settling-for-long =
    Hasil kode Anda belum bisa kami ketahui dari pihak WhatsApp. Kami memeriksanya setiap beberapa menit, dan tim kami sudah diberi tahu. Kode itu diserahkan satu kali dan tidak akan diserahkan lagi, jadi paling banyak satu percobaan yang terpakai.

    Anda tidak perlu melakukan apa pun. Mohon jangan kirim kode itu lagi; kami kabari begitu hasilnya diketahui, walau mungkin perlu beberapa jam.

paused-title = Nomor ini sedang dijeda
paused = Percobaannya sudah habis untuk saat ini. Jeda berlaku sampai { $moment }, agar WhatsApp tidak mengunci nomor ini lebih lama.
paused-by-whatsapp = Menurut WhatsApp, percobaannya sudah terlalu banyak, sehingga kode belum bisa diterima. Kami menunggu sampai { $moment }; mencoba lebih awal bisa memperpanjangnya.
paused-then = Kami akan mengabari Anda saat itu. Nanti diperlukan kode baru, jadi mohon jangan minta kode dulu.

held-title = Tertunda, bukan karena Anda
held-until-mended = Tim kami sudah diberi tahu dan akan mengabari Anda jika sudah bisa dilanjutkan. Untuk saat ini Anda tidak perlu melakukan apa pun.
held-until-it-works = Tim kami sudah diberi tahu. Kami memeriksa lagi setiap beberapa menit dan mengabari Anda jika sudah bisa dilanjutkan. Untuk saat ini Anda tidak perlu melakukan apa pun.
held-new-code = Nanti diperlukan kode baru.

verified-title = Terverifikasi
verified =
    WhatsApp sudah memastikan bahwa nomor ini milik Anda.

    Nomor ini belum aktif di penyedia barunya: langkah terakhir dikerjakan oleh tim kami. Sampai saat itu, WhatsApp tetap berjalan lewat penyedia Anda yang sekarang.

    Untuk saat ini Anda tidak perlu melakukan apa pun.

cancelled-title = Dihentikan
cancelled = Tidak ada yang berubah: WhatsApp tetap berjalan seperti biasa.

expired-title = Ditutup untuk sementara
expired = Sudah { $days } hari tidak ada kabar, jadi proses ini kami tutup untuk sementara. Tidak ada yang berubah: WhatsApp tetap berjalan seperti biasa.

may-go-on = Anda bisa melanjutkan di sini sampai { $moment }.
may-not-go-on = Undangan Anda sudah berakhir. Untuk mulai lagi, silakan minta tautan baru kepada vendor Anda.
may-be-opened = Tim kami bisa membukanya lagi. Kalau Anda ingin melanjutkan, silakan sampaikan kepada mereka.

person-called-title = Tim kami sudah diberi tahu
person-called = Petugas kami menjawab Anda di sini, di obrolan ini: yang Anda tulis atau kirim mulai sekarang diteruskan kepadanya. Nomor kasus Anda adalah { $case }. { never-as-a-picture }
person-there = Tim kami sedang bertugas sekarang.
person-back = Tim kami sedang tidak bertugas dan menjawab mulai { $moment }.

never-as-a-picture = Kirim kode hanya sebagai teks: bot yang menerimanya, dan tidak ada orang lain yang melihatnya. Di foto atau pesan suara, orang lain bisa melihat atau mendengarnya.

with-person-title = Bersama tim kami
with-person = Yang Anda tulis dan kirim di sini diteruskan ke petugas kami, yang menjawab Anda di sini. { never-as-a-picture }
person-says = Tim kami

code-wanted-title = Tim kami sudah diberi tahu
code-wanted =
    Tim kami akan meminta WhatsApp mengirim kode baru ke <b>{ $number }</b>. Mohon siapkan ponselnya; bisa jadi perlu beberapa menit. Setelah kode masuk, tempel di sini; pakai pesan yang terbaru.

    Jika SMS tidak kunjung masuk, beri tahu petugas: WhatsApp bisa menelepon sebagai gantinya. Telepon itu harus diangkat langsung oleh orang, bukan oleh mesin penjawab atau menu suara.

help =
    <b>Kegunaan bot ini</b>

    Bot ini menyerahkan kode yang dikirim WhatsApp kepada Anda, agar nomor WhatsApp Business Anda bisa dipindahkan ke Alibaba Cloud. { never-asked }

help-typing = Setiap tombol juga bisa diketik.

privacy =
    <b>Apa yang kami simpan, dan untuk apa</b>

    <b>Tujuan:</b> membuktikan kepada WhatsApp bahwa nomor itu milik Anda agar bisa dipindahkan.
    <b>Kode Anda:</b> terenkripsi sampai diserahkan, lalu dihapus, begitu juga pesannya. Yang tersisa hanya penanda agar kode yang sama dikenali.
    <b>Yang disimpan:</b> ID akun Telegram Anda, bahasa Anda, nomor (terenkripsi), serta apa yang terjadi dan kapan.
    <b>Siapa yang memegangnya:</b> tim yang mengundang Anda. Alibaba Cloud dan WhatsApp menerima nomor dan kodenya.
    <b>Berapa lama:</b> nomor, nama, dan akun sampai { $days } hari setelah semuanya selesai; catatan kejadian tanpa data itu { $records } hari lagi. Salinannya: /mydata; untuk menghapus: /forgetme.

my-data =
    <b>Data Anda</b>

    Berikut berkas berisi apa yang kami simpan tentang Anda: nomor Anda, apa yang terjadi dan kapan, serta apa yang kami tanyakan ke WhatsApp. Berkas ini bisa dibaca dengan aplikasi teks apa pun. Kode tidak ada di dalamnya karena tidak kami simpan.

my-data-later =
    <b>Data Anda</b>

    Berkas berisi data Anda sudah kami kirim kurang dari satu jam yang lalu; lihat di bagian atas obrolan ini. Berikutnya bisa dibuat mulai { $moment }.

nothing-kept =
    <b>Tidak ada yang perlu dikirim atau dihapus</b>

    Tanpa undangan, kami hanya menyimpan ID akun ini dan bahasa yang Anda pilih. Keduanya dihapus { $days } hari setelah pesan pertama Anda, jadi tidak ada yang perlu dikirim dan tidak ada lagi yang perlu dihapus.

forget =
    <b>Hapus data Anda?</b>

    <b>Dihapus:</b> nomor, nama, kaitan dengan akun ini, tautan untuk rekan, dan pesan yang belum terkirim.
    <b>Tetap ada, tanpa nama Anda:</b> berapa kode yang sudah dipakai suatu nomor, dalam bentuk tersandi, agar batas WhatsApp tetap berlaku; serta apa yang terjadi dan kapan, selama { $records } hari. Isi obrolan ini bisa Anda hapus sendiri.
    <b>Akibatnya:</b> pemindahan yang belum selesai berakhir di sini. Nomor yang sudah terverifikasi masih harus dipindahkan oleh tim kami, yang tidak akan tahu lagi milik siapa: hubungi petugas dulu jika Anda menginginkannya. Untuk kembali, Anda perlu undangan baru. Ini tidak bisa dibatalkan.

forget-later =
    <b>Data Anda akan segera dihapus</b>

    Satu langkah untuk { $number } sedang berjalan di WhatsApp dan tidak bisa ditarik kembali. Biasanya satu atau dua menit. Setelah selesai, sisanya dihapus secara otomatis dan Anda menerima tanda bukti di sini; sampai saat itu, nomor ini tidak bisa dilanjutkan. Nomor Anda yang lain, jika ada, sudah dihapus. Jika berubah pikiran, tekan “{ button-keep }”.
forget-later-number = nomor Anda

forgotten =
    <b>Data Anda sudah dihapus</b>

    Sejak { $moment } tidak ada lagi yang menunjukkan milik siapa data itu. Referensi: { $case }. Simpan jika nanti ingin bertanya.

    Untuk memulai lagi, buka undangan baru. Percobaan yang sudah dipakai suatu nomor tetap dihitung.

choose-language = Pilih bahasa:

# --- Times of day. $hour and $minute have two digits; $zone is the last part of its name (Hong_Kong) or UTC, $city is how
# this language calls it.

time-zone =
    { $zone ->
        [UTC] UTC
        [Jakarta] WIB
        [Pontianak] WIB
        [Makassar] WITA
        [Jayapura] WIT
       *[other] waktu { $city }
    }
clock = pukul { $hour }.{ $minute } { time-zone }
day-and-clock =
    { $day } { $month ->
        [1] Januari
        [2] Februari
        [3] Maret
        [4] April
        [5] Mei
        [6] Juni
        [7] Juli
        [8] Agustus
        [9] September
        [10] Oktober
        [11] November
       *[12] Desember
    } pukul { $hour }.{ $minute } { time-zone }
