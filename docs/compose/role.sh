#!/bin/sh
# Runs once, when the database is made: the hall's own role, which is no administrator, or halls would not be apart.
set -e
psql --username postgres --set ON_ERROR_STOP=1 --set password="$HALL_PASSWORD" <<'SQL'
create role hall login password :'password';
create database hallcall owner hall;
SQL
