"""Where articles come from: files, archives, pages. Knows neither NLP nor graph."""
