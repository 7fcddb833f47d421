"""Claims, events and codes in plain words, for the terminal and for the desk."""
