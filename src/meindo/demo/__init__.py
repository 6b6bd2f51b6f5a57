"""The demo city: invented people in a structure like Dortmund's, with log-ins and life in every service."""
