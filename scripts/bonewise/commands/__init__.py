"""The commands of `bonewise`, one to a module: each adds itself to the parser and does what was asked."""
