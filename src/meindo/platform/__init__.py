"""Django apps that know no service; the layers are checked by import-linter."""
