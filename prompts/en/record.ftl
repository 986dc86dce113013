# Off the record: a stretch of a meeting of which nothing is noted but one's own words.

word-off-the-record = off the record
    .also = off record | not for the record
    .help = From now on people can only note their own words.
word-on-the-record = on the record
    .also = back on the record
    .help = End the part that is off the record.
late-off-the-record = I was away. Nothing is off the record. Please say it again.
late-on-the-record = I was away. Nothing has changed. Please say it again.

record-off = We are off the record now. You can note your own words, and nobody else’s. To end it, type: { -sign }{ word-on-the-record }.
    .easy = We are off the record now. You can only note your own words. To end it, type: { -sign }{ word-on-the-record }.
record-on = We are on the record again.
record-off-already = We are off the record already. You can note only your own words.
    .easy = We are off the record already.
record-on-already = We are on the record now. Nothing needs to end.
# Somebody wants to note what somebody else said.
record-only-your-own = We are off the record. You can note only your own words.
# Said with the end of the meeting.
record-closing = A part of today was off the record. What others said there stays here.
    .easy = A part of today was off the record. It stays here.
