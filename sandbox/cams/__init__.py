"""A stand-in for Alibaba Cloud CAMS and the WhatsApp behind it, as strict as the documents allow.

- `app` serves it over HTTP/1.1; it can be taken down and cut connections.
- `service` takes a request to its answer: `gateway` (may it in?), `play` (what does the action do?), `answers` (bytes).
- `world` holds accounts, spaces, numbers and codes; `numbers` has WhatsApp's rules; `books` remembers every request.
- `faults` can be switched on; `options` settles what the documents leave open.

"Documents" means Alibaba's and Meta's pages; each rule names what it follows, and says so where it is a guess.
"""
