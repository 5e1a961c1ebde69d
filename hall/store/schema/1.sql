-- Version 1: the journal's entries and the vaults' facts of any number of halls in one database.

create table entry (
    hall text not null,
    position bigint generated always as identity,
    stream text not null,
    number bigint not null,
    at timestamptz not null,
    body json not null,
    primary key (hall, stream, number)
);
create unique index entry_in_order on entry (hall, position);

create table fact (
    hall text not null,
    vault text not null,
    day date not null,
    token text not null,
    facts jsonb not null,
    primary key (hall, vault, day, token)
);

-- A connection sees the hall it names in the setting hallcall.hall and no other, the tables' owner too.
alter table entry enable row level security;
alter table entry force row level security;
create policy own_hall on entry using (hall = current_setting('hallcall.hall', true));
alter table fact enable row level security;
alter table fact force row level security;
create policy own_hall on fact using (hall = current_setting('hallcall.hall', true));

-- Appends an entry and gives its position; null when `number` is not the stream's next. One writer of a hall at a time,
-- until its transaction has ended: so positions come in the order of commit, and a follower misses none.
create function append_entry(the_hall text, the_stream text, the_number bigint, the_at timestamptz, the_body json)
returns bigint language plpgsql as $$
declare
    found bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('hallcall ' || the_hall, 0));
    if the_number <> 1 + coalesce(
        (select max(number) from entry where hall = the_hall and stream = the_stream), 0
    ) then
        return null;
    end if;
    insert into entry (hall, stream, number, at, body)
    values (the_hall, the_stream, the_number, the_at, the_body)
    returning position into found;
    perform pg_notify('hallcall', the_hall || ' ' || found);
    return found;
end
$$;
