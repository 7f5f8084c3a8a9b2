-- Flyway runs this before each migration: it would otherwise create unqualified tables in its own schema.
SET search_path = public;
