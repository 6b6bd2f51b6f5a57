"""Dienstreise: business trips request to payment (LRKG NRW; § 44 TVöD BT-V). Owner: 11/4."""
