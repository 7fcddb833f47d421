"""Who copies whom, which claims tell of one event, which articles of one affair, and on how many independent roots it rests."""
