"""Reading what people write: verification codes and phone numbers, in whatever form they arrive.

- `code` finds the one WhatsApp code in a text, or says why there is none to hand in.
- `phone` finds the phone number in a text, and shows numbers on screens, whole or masked.
- `language` reads language tags: which of our texts a client's, or a customer's, tag means.
- `plain` brings the world's digits, dashes and spaces to one form; both build on it.
- `wording` knows who a message speaks for, `services` the names of others; `masking` knows the digits that are
  something else than a code.

Everything here is pure, never raises on any text, and takes time that grows with the text's length at most.
"""
