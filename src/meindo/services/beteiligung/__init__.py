"""The room in which Personalrat, SBV, Gleichstellung and JAV are asked and answer (LPVG NRW §§ 65, 66; SGB IX § 178).

For the bodies and for the office that brings something forward; owner: 11/1.
"""
