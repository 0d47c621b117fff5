"""Changes of staff files by position: what is not changed stays as it is, byte for byte."""
