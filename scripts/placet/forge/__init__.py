"""Web approvals: a pull request's reviews, read from the forge over HTTP, become acts that the gate attests."""
