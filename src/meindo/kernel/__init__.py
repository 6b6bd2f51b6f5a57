"""Pure Python: norms, money, periods, dated parameters, findings. No Django, no I/O but reading files."""
