"""The demo page in a browser.

A package, so that pytest keeps one browser for all of it, and not a test longer: playwright's event loop would be in
the way of others.
"""
