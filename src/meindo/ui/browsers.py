"""The oldest browsers in which the portal stays readable and usable; published on the accessibility page."""

OLDEST = {"Chrome": "80", "Edge": "80", "Firefox": "78", "Safari": "13.1"}
