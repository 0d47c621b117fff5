"""Porchlight: an anonymous text and voice line for harm reduction."""
