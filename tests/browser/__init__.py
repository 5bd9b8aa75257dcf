"""The pages as people meet them: in a real browser, with a keyboard, large text, a small screen, and on paper."""
