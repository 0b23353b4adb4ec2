"""Keeps the places in the staff group where people look after single cases, and carries out what goes into them."""
