"""The pages: what stands in them, and what never may."""
