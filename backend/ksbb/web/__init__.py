"""HTTP: the GraphQL endpoint, the public pages, maps, exports, sign-in."""
