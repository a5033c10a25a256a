"""Verbs and rules of the catalogue: importing, versions of outlines, publishing."""
