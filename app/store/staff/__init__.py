"""Accounts of staff in SQL: rows in, rows out; what they mean is for `app.console.access`."""
