"""The commands of `trinhky`."""
