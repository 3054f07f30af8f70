"""Makes a copy of a file that harms nobody and tells no more than it shows.

All of it runs in a process of its own with limits (``worker``), since it reads what strangers made.
It imports nothing else of this application.
"""
