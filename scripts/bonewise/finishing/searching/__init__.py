"""The search index: words to terms, pages to entries, entries to small files that the browser asks for one by one."""
