"""The numbers of the product's watch over itself (policy of the office)."""

from datetime import timedelta

#: A part that is not felt for so long is alarmed.
ALARM_AFTER = timedelta(minutes=5)
#: The auditor goes round at most this often.
ROUND_EVERY = timedelta(minutes=5)
#: An auditor that finished no round for so long is not at work.
ROUND_AT_LEAST = timedelta(minutes=15)
#: What is due and may be said is said within this, or something is stuck.
DUE_WITHIN = timedelta(minutes=30)
#: An order that nobody sent is a finding after so long.
SENT_WITHIN = timedelta(hours=1)
#: The outside monitor is told at most this often; a little less than the minute of the tick.
BEAT_EVERY = timedelta(seconds=50)
#: Seconds that the outside monitor has for its whole answer.
BEAT_PATIENCE = 8.0
