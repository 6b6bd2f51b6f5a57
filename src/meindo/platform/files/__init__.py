"""The electronic file: letters and uploads, kept bit by bit, encrypted, addressed by content."""
