"""Settings for production and the embedded installation; everything comes from the environment (docs/operations.md)."""

from .base import *
