-- Listens to what other nodes of the centre tell: "<node> <site id>,<site id>…".
LISTEN busbar_live
