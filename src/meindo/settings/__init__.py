"""Settings for production and the embedded installation; everything comes from the environment (docs/operations.md)."""

import os

if os.environ.get("DJANGO_SETTINGS_MODULE", "meindo.settings") == "meindo.settings":
    from .base import *  # other settings of this package set the environment first, then read the base themselves
