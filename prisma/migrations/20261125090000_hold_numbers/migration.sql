-- Two statements in one round trip. Others wait for a row that we wrote, also when we have deleted it: the table stays empty.
CREATE FUNCTION hold_numbers(numbers text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- In one order, so that two files never wait for each other.
  INSERT INTO number_lock (phone_number) SELECT number FROM unnest(numbers) number ORDER BY number;
  DELETE FROM number_lock WHERE phone_number = ANY(numbers);
END $$;
