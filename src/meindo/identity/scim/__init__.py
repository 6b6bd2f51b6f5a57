"""The SCIM 2.0 server at /scim/v2/ (RFC 7643, RFC 7644): accounts and groups that an upstream directory pushes."""
