"""Messages to people: in the portal always, by mail without personal content where there is a mail address."""
