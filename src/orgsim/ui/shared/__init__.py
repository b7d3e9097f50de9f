"""What pages share: the session, addresses, inputs, streams of results."""
