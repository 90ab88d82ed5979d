"""What the examples of messages are called in addresses; the examples are in `samples.py`."""

START = "start"
START_MANY = "start-many"
AGAIN = "leaked-again"
DIGEST = "digest"
AGENT_DIGEST, HEAD_DIGEST = "digest-agent", "digest-head"
RECEIPT = "receipt"
