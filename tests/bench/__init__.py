"""Speed, compared with the limit of the machine that it is measured on."""
