"""The private machine: what `./ksbb run` and `./ksbb test` bring up around the program.

A PostgreSQL cluster of the project's own, the processes, Node and the browser. Nothing of the
domain is known here, and no slice imports from here.
"""
