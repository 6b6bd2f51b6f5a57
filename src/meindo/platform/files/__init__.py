"""The electronic file, as far as letters need it: documents, kept bit by bit, encrypted, addressed by content."""
