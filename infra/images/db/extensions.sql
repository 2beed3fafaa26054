-- The database of the platform, with what only an administrator may add.
CREATE DATABASE ksbb ENCODING 'UTF8' TEMPLATE template0;
\connect ksbb
CREATE EXTENSION postgis;
CREATE EXTENSION pgcrypto;
CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;
