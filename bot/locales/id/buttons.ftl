# Labels of buttons. No markup: Telegram shows them as they are. Each can be typed as well.
# What else may be typed for a button stands in its words-…, with commas between.

button-yes = Ya, benar
words-yes = ya, iya, yaa, yap, ya betul, iya benar, betul, benar, bener, oke, ok, sip, setuju

button-change-number = Ganti nomor
words-change-number = tidak, tdk, gak, ga, nggak, enggak, bukan, bukan ini, salah, salah nomor, nomor salah, nomor lain, ganti, ubah nomor

button-no-code = Saya perlu kode
words-no-code = perlu kode, butuh kode, kode belum masuk, belum ada kode, tidak ada kode, kode tidak masuk, kode belum datang, belum dapat kode, belum terima kode, belum masuk, sms tidak masuk, sms belum masuk, kirim ulang, kirim ulang kode, minta kode, kode baru

button-person = Hubungi petugas
words-person = petugas, orang, admin, cs, operator, agen, bicara dengan orang, bicara dengan petugas, layanan pelanggan

button-bot = Kembali ke bot
words-bot = bot, robot, ke bot, balik ke bot, tanpa petugas

button-resume = Lanjutkan
words-resume = lanjut, teruskan, terus

button-cancel = Berhenti
words-cancel = batal, batalkan, stop, sudahi

button-status = Lihat status
words-status = cek status, sampai mana, sudah sampai mana

button-numbers = Nomor Anda
words-numbers = nomor saya, nomorku, daftar, daftar nomor, semua nomor, lihat nomor

button-more-numbers = Nomor berikutnya
words-more-numbers = berikutnya, selanjutnya, halaman berikutnya, nomor selanjutnya

button-help = Bantuan
words-help = tolong, ini apa, bantu saya

button-privacy = Privasi
words-privacy = kebijakan privasi

button-my-data = Salinan data saya
words-my-data = data saya, data, salinan data, unduh data saya, minta data saya

button-forget = Hapus data saya
words-forget = lupakan saya, hapus semua data, hapus data, hapus semuanya

button-erase = Ya, hapus semuanya
words-erase = ya hapus semuanya, hapus semua sekarang

button-keep = Simpan data saya
words-keep = jangan hapus, simpan semuanya, batal hapus

button-verify = Apakah bot ini asli?
words-verify = periksa bot, cek bot, bot asli, apakah ini asli, asli, penipuan, apakah ini penipuan, penipu

button-language = Bahasa · Language
words-language = bahasa, ganti bahasa, ubah bahasa

# A language's own name is the same in every language.
button-english = English
words-english = inggris, bahasa inggris

button-indonesian = Bahasa Indonesia
words-indonesian = indonesia

button-simplified-chinese = 简体中文
words-simplified-chinese = mandarin, bahasa mandarin, bahasa cina, bahasa tionghoa, mandarin sederhana

button-traditional-chinese = 繁體中文
words-traditional-chinese = mandarin tradisional, kanton

# On a keyboard of its own: Telegram asks back before it shares the number.
share-number = Bagikan nomor Telegram saya
