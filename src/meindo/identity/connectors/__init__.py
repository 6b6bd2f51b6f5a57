"""Ways into business applications behind one small protocol: directory (LDAP), SCIM 2.0, CSV drop, meindo itself."""
