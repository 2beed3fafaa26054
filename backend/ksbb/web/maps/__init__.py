"""Maps: an SVG picture of all kelurahan, and vector tiles down to RWs.

The picture has a link and a name for each kelurahan, so that it works without scripts and by
keyboard. Its CSS classes are styled by the pages (``frontend/src/public/maps/AreaMap.module.css``).
"""
