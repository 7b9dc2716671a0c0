"""Who is at the keyboard: sign-in, throttle, and the actor of a request."""
