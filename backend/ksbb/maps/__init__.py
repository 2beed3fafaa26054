"""Maps: the province's kelurahan as a picture that the server draws, and vector tiles down to RWs.

The picture is SVG with a link and a name for each kelurahan, so that it works without scripts and
by keyboard. Its classes are styled by the pages (``frontend/src/public/parts/AreaMap.module.css``).
"""
