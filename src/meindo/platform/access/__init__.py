"""Who sees what and why: the viewer, the gate, the records that the person concerned can read."""
