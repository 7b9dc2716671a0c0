"""The pages: routes, what every template may use, and what a person sees when something is refused."""
