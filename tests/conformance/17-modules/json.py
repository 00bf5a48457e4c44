raise SystemExit("the folder of a program is never first on Python's path")
