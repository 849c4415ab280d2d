"""The pages of an open plan that are not questions: where one stands, and what is printed."""
