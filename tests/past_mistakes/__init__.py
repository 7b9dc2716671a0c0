"""Every bug met once, kept from coming back."""
