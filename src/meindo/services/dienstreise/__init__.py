"""Dienstreise: business trips from request to payment, for all employees (LRKG NRW; § 44 TVöD BT-V). Owner: 11/4."""
