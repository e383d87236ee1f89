"""Articles by teachers: sent from a desk of their own, looked at by the editors, made into stories."""
