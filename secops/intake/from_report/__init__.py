"""No register yet: applications and accounts made from a leak report, in one act."""
