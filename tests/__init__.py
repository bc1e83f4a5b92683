"""The tests: a file for each module that they test, pages/ for the built site, browser/ for Chromium."""
