"""How the site is run: probes, nightly tasks, backups elsewhere, what it is made of.

May import enrollment and catalog; neither imports it.
"""
