"""Releases in SQL: rows in, rows out; what they mean is for `app.release.history`."""
