-- Version 2: several servers of one hall. What is here counts only for now; what happened is in `entry`.

create table server (
    hall text not null,
    id text not null,
    name text not null,
    version text not null,
    seen timestamptz not null,
    told jsonb not null,
    primary key (hall, id)
);

-- Who owns what there is one of. All times are the database's own: no server's clock counts.
create table lease (
    hall text not null,
    what text not null,
    server text not null,
    until timestamptz not null,
    primary key (hall, what)
);

-- Words between servers, each good for a minute.
create unlogged table word (
    hall text not null,
    id bigint generated always as identity,
    server text not null,
    at timestamptz not null default clock_timestamp(),
    topic text not null,
    facts json not null,
    primary key (hall, id)
);

-- The papers of a printer that several servers reach; what is over stays a day, to be known by name.
create table paper (
    hall text not null,
    printer text not null,
    job text not null,
    about text not null,
    slip json not null,
    until double precision not null,
    state text not null,
    at double precision not null,
    place bigint generated always as identity,
    primary key (hall, printer, job)
);

alter table server enable row level security;
alter table server force row level security;
create policy own_hall on server using (hall = current_setting('hallcall.hall', true));
alter table lease enable row level security;
alter table lease force row level security;
create policy own_hall on lease using (hall = current_setting('hallcall.hall', true));
alter table word enable row level security;
alter table word force row level security;
create policy own_hall on word using (hall = current_setting('hallcall.hall', true));
alter table paper enable row level security;
alter table paper force row level security;
create policy own_hall on paper using (hall = current_setting('hallcall.hall', true));

-- One beat of a server: it is there, tells `the_told` (null: as before), owns of `wanted` what is free or its own, for
-- `lasts` from now, and lets go of the rest. Gives the time, what it owns, and the other servers.
create function beat(
    the_hall text, the_server text, the_name text, the_version text, wanted text[], the_told jsonb, lasts interval
)
returns json language plpgsql as $$
declare
    begun timestamptz := clock_timestamp();
begin
    delete from server where hall = the_hall
        and (name = the_name and id <> the_server or seen < begun - interval '1 day');
    insert into server values (the_hall, the_server, the_name, the_version, begun, coalesce(the_told, '{}'))
        on conflict (hall, id) do update set seen = begun, told = coalesce(the_told, server.told);
    delete from lease where hall = the_hall and lease.server = the_server and not what = any(wanted);
    insert into lease select the_hall, one, the_server, begun + lasts from unnest(wanted) one order by one
        on conflict (hall, what) do update set server = the_server, until = begun + lasts
        where lease.server = the_server or lease.until < begun;
    return json_build_object(
        'now', extract(epoch from clock_timestamp()),
        'owns', (select coalesce(json_agg(what), '[]') from lease
            where hall = the_hall and lease.server = the_server and until > begun),
        'servers', (select coalesce(json_agg(json_build_object(
            'name', name, 'version', version, 'told', told, 'silent_s', extract(epoch from begun - seen)
        ) order by name), '[]') from server where hall = the_hall and id <> the_server)
    );
end
$$;

-- Says a word to the hall's other servers. One at a time, so that no reader misses one with a lower id.
create function say(the_hall text, the_server text, the_topic text, the_facts json)
returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('hallcall word ' || the_hall, 0));
    delete from word where hall = the_hall and at < clock_timestamp() - interval '1 minute';
    insert into word (hall, server, topic, facts) values (the_hall, the_server, the_topic, the_facts);
    perform pg_notify('hallcall', the_hall || ' word');
end
$$;
