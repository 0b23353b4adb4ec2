"""The judge's rules, by what they guard: each a function from the evidence to what it finds. Pure."""
