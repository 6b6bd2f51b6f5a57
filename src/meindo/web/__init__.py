"""The shell: home, navigation, inbox, log-in, registers and the pages of platform apps."""
