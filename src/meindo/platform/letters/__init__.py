"""Letters: accessible, archivable PDF letters (DIN 5008 form B; PDF/UA-1 and PDF/A-3a in one file)."""
