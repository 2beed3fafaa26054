"""Renders the public pages on the server, with their data.

The pages are Preact components (``frontend/src/public``). The build makes one JavaScript file of
them for each language, which an embedded engine runs (:mod:`ksbb.web.site.engine`). A page is
rendered with the answers that are known. The queries it still misses are run in this process, as
anybody may run them, and the page is rendered again (:mod:`ksbb.web.site.pages`). So a page has
its data, links and forms before any of its JavaScript has arrived, and no text exists twice.
"""
