"""Small local servers that speak the wire formats of model services, faults and all."""
