"""The public pages as they go out: written on the server, with their data.

The pages are Preact components (``frontend/src/public``). The build makes one file of them for
each language that an embedded JavaScript engine runs (:mod:`ksbb.door.engine`). A page is written
with the answers that are known; what it asks beyond them is read in this process as anybody may
read it, and the page is written again (:mod:`ksbb.door.pages`). So a page has its data, its links
and its forms before any of its JavaScript has arrived, and no text exists twice.
"""
