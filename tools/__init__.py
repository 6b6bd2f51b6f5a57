"""Scripts for people who work on meindo; nothing here is installed with the product."""
