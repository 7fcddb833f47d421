"""Where: toponyms, offline."""
