"""What the connectors to Meta's Graph API share: Instagram, Threads and Facebook.

`errors` reads refusals and says what follows from them, `usage` reads how much of the rate limits
is used, `client` makes the calls, `containers` and `publishing` keep the story of posts that are
made first and published later. Source: developers.facebook.com/docs/graph-api.
"""
