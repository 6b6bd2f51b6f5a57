"""Pay lines: ordered once, exported once, answered by payroll; corrected by a new line, never by an edit."""
