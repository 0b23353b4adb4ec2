# --- Who is asking. A phrase is what the customer was told by another way; a contact is a person whom they know there.

contact = kontak Anda
contact-at = kontak Anda di { $vendor }
phrase-title = Pastikan dulu bahwa ini memang kami
phrase = Lewat jalur lain, { $contact } sudah memberi tahu Anda sebuah frasa. Frasanya harus ini: <b>{ $phrase }</b>. Jika berbeda, atau tidak ada yang memberi tahu, jangan jawab apa pun di sini dan tanyakan kepada { $contact }. Selengkapnya: /verify

verify-title = Cara memeriksa bot ini
verify-address = <b>Alamat:</b> bot ini adalah @{ $username }. Cocokkan huruf demi huruf dengan yang disebutkan { $contact } lewat telepon. Tiruannya bisa terlihat sama.
verify-address-there = <b>Alamat:</b> bot ini adalah @{ $username }. Cocokkan huruf demi huruf dengan { $url }, yang Anda ketik sendiri. Tiruannya bisa terlihat sama.
verify-phrase = <b>Frasa:</b> <b>{ $phrase }</b>. Itulah frasa yang diberitahukan { $contact } lewat jalur lain. Bot tiruan tidak mengetahuinya.
verify-phrase-later = <b>Frasa:</b> setelah Anda membuka tautan pribadi Anda, kami menampilkan frasa yang diberitahukan lewat jalur lain, sebelum kami meminta apa pun.
verify-never = <b>Tidak pernah:</b> { never-asked } Tanpa undangan, kami tidak meminta apa pun.
verify-doubt = <b>Jika ragu:</b> jangan tulis apa pun lagi di sini, dan telepon { $contact } di nomor yang sudah Anda punya sebelumnya.

never-asked = Kami tidak pernah meminta kode login Telegram, kode bank, kata sandi, atau PIN dua langkah.

# What phrases are made of: 64 everyday things that nobody confuses when they are read over the telephone.
phrase-words = angin, apel, awan, bambu, batu, bawang, bebek, bintang, bulan, bunga, burung, cermin, cincin, danau, daun, delima, elang, embun, gajah, garam, gitar, gunung, hujan, hutan, ikan, jagung, jambu, jembatan, jeruk, kacang, kapal, karang, kayu, kebun, kelapa, kelinci, kertas, kipas, kopi, kuda, kunci, ladang, langit, laut, lonceng, madu, mangga, mawar, meja, melati, merpati, mutiara, nanas, ombak, padi, pasir, payung, perahu, pelangi, rusa, sawah, sepeda, singa, sungai
