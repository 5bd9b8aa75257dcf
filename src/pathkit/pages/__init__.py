"""Pages: what a check found, and a pathway, as HTML that a meeting can open, read aloud, print and take away.

Every page is one file that needs nothing else: no network, no other file. `page` puts a template, its style and its
script together under a strict content security policy; the other files make the values that one page shows.
"""
