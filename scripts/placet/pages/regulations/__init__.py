"""The pages of regulations: the list, each version, what differs between versions, and what rests on each article."""
