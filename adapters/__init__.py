"""Chat platforms. Each folder translates one of them; none decides anything."""
