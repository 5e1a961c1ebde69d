-- Version 4: who was not first is told what was written before in the same round trip.

-- Appends an entry and gives its position; when `number` is not the stream's next, the entries from `number` on, at
-- most so many, with theirs.
create function append_or_read(
    the_hall text, the_stream text, the_number bigint, the_at timestamptz, the_body json, at_most int
)
returns table (place bigint, newer json) language plpgsql as $$
begin
    place := append_entry(the_hall, the_stream, the_number, the_at, the_body);
    if place is null then
        return query select position, body from entry
            where hall = the_hall and stream = the_stream and number >= the_number order by number limit at_most;
    else
        return next;
    end if;
end
$$;
