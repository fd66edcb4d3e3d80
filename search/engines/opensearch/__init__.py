"""The engine on a cluster: an index, its writer and the state that all machines share."""
