"""Never found: Python looks in the folder of the program only."""
