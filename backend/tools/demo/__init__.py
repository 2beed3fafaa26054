"""The demo: the first nine days of the programme, 24 April to 3 May 2020.

Who gave what to whom is written here as data, so that its sums can be tested without a database.
It is then played through the API and the forms that people use:

- ``people``: organisations, people, agreements, permits;
- ``rws``, ``institutions``, ``families``: who receives, and how many they are;
- ``programme``: phases, packages, needs;
- ``gifts``: who gave what, when, in which area, to how many RWs;
- ``pledges``: which RWs these are, and how much each of them gets;
- ``submissions``: complaints and proposals of people without an account;
- ``steps``, ``scenario``: the steps in order of time, each with the person who does it;
- ``starting_data``, ``client``, ``mutations``, ``runner``: play the steps;
- ``sums``: the recap that the steps must give, by plain counting.

The totals of 2 May 2020 and the money are those of the published recap; the share of every
organisation and every RW is an example.
"""
