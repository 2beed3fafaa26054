"""What `./ksbb run` and `./ksbb test` start around the program.

A private PostgreSQL cluster, the processes, Node and the browser. Nothing here knows the domain,
and no module of the product imports from here.
"""
