-- Version 3: what servers would otherwise need a common folder for.

-- What can be made again and is kept ready, by room (statistics, forecast) and name.
create unlogged table kept (
    hall text not null,
    room text not null,
    name text not null,
    content bytea not null,
    primary key (hall, room, name)
);

-- The hall's own files (media, recordings, guides), by their paths in every server's data folder.
create table file (
    hall text not null,
    path text not null,
    digest text not null,
    changed_ns bigint not null,
    primary key (hall, path)
);

-- Their contents, in pieces, by the digest of the whole.
create table piece (
    hall text not null,
    digest text not null,
    nth int not null,
    content bytea not null,
    at timestamptz not null default clock_timestamp(),
    primary key (hall, digest, nth)
);

alter table kept enable row level security;
alter table kept force row level security;
create policy own_hall on kept using (hall = current_setting('hallcall.hall', true));
alter table file enable row level security;
alter table file force row level security;
create policy own_hall on file using (hall = current_setting('hallcall.hall', true));
alter table piece enable row level security;
alter table piece force row level security;
create policy own_hall on piece using (hall = current_setting('hallcall.hall', true));
