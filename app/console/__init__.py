"""The staff console: a process of its own that reads staff files and holds no caller's number, word or key."""
