"""What was learnt from an incident: what went well and what did not, the cause, what is done."""
