"""`make bench`: ratios against a floor measured in the same run; absolute seconds are targets that it prints."""
