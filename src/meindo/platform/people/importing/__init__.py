"""Take in what the leading personnel system says: read, check everything, compare, then write in short steps."""
