"""The provider's edge: calls to Alibaba Cloud Chat App Message Service (CAMS), and what comes back.

- `protocol` says which action a call is, and builds its request; `signature` is how requests are signed.
- `decipher` turns any answer into one of four outcomes.
- `faults` and `phrases` are the catalogue of what the provider's codes and words mean; `recognition` searches it;
  `meanings` is what some of it means after another call than a code's.
- `masking` makes the provider's words fit for staff and logs.
- `client` moves the bytes.

All but `client` are pure. Facts about the provider are from the reference named «cams-api.md», cited by section.
"""
