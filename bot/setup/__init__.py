"""First set-up: asks for what is needed, tries it out where that can be done, and writes `.env`.

`filling` says what stands in the file and which rights the key needs, and knows no world; `dialogue` asks and tries
out, `command` is what is typed.
"""
