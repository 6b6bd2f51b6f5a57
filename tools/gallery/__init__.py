"""Pages with invented content that show every component; not part of the product."""
