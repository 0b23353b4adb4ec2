# Texts that Telegram shows around the chat. No markup: they are shown as they are.

# Beside the commands, in the menu and on the help page.
command-start = mulai, atau lihat status
command-status = lihat status
command-numbers = lihat semua nomor Anda, dan pilih salah satu
command-resend = minta kode, atau kode baru
command-human = hubungi petugas
command-language = ganti bahasa
command-cancel = berhenti
command-privacy = apa yang kami simpan, dan untuk apa
command-mydata = minta salinan data yang kami simpan tentang Anda
command-forgetme = minta data dihapus
command-verify = pastikan bot ini asli
command-help = kegunaan bot ini

# On the bot's profile: at most 120 characters.
description-short = Memverifikasi nomor WhatsApp Business yang pindah ke Alibaba Cloud. Khusus undangan.

# Before the first message, above Start: at most 512 characters.
description = Bot ini menyerahkan kode yang dikirim WhatsApp ke nomor perusahaan Anda, agar nomor itu bisa dipindahkan ke Alibaba Cloud. Anda memerlukan tautan pribadi yang dikirim vendor Anda. { never-asked }

# The bot's name, where the vendor is named: at most 64 characters together.
bot-title = { $vendor } · cek nomor
