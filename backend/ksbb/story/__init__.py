"""The story of the demo: the first nine days of the programme, 24 April to 3 May 2020.

Who gave what to whom is written here as data, so that its sums can be proved without a
database, and played through the same doors that people use:

- ``cast``: organisations, people, agreements, permits;
- ``places``, ``institutions``, ``families``: who receives, and how many they are;
- ``programme``: phases, packages, needs;
- ``gifts``: who gave what, when, in which area, to how many RWs;
- ``pledges``: which RWs these are, and how much each of them is given;
- ``acts``, ``script``: the steps in order of time, each with the person who acts;
- ``sums``: the recap that the steps must give, by plain counting.

The totals of 2 May 2020 and the money are those of the published recap; the share of every
organisation and every RW is an example.
"""
