"""Click commands: they parse, call one library function and render; nothing else prints."""
