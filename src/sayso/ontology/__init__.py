"""PLOVER and CAMEO: codes, crosswalk, scores, definitions."""
