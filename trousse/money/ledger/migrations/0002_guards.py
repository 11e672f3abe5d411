from django.db import migrations

# PostgreSQL keeps the ledger honest by itself, whoever writes.
#
# The balance is checked at the end of the transaction (constraint triggers, deferred), on the entry as well as on its
# lines: an entry without any line must not pass either. The other guards are statement triggers: they cost one call for
# a whole batch, and refuse even a change that would touch no row.
GUARDS = """
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked bigint;
    how_many bigint;
    difference numeric;
BEGIN
    IF TG_TABLE_NAME = 'ledger_entry' THEN
        checked := NEW.id;
    ELSE
        checked := NEW.entry_id;
    END IF;
    SELECT count(*), coalesce(sum(debit_cents - credit_cents), 0) INTO how_many, difference
        FROM ledger_line WHERE entry_id = checked;
    IF how_many < 2 OR difference <> 0 THEN
        RAISE EXCEPTION 'ledger entry % does not balance: % line(s), debit - credit = %', checked, how_many, difference
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION ledger_line_with_its_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    late bigint;
BEGIN
    SELECT entry.id INTO late
        FROM added JOIN ledger_entry AS entry ON entry.id = added.entry_id
        WHERE entry.xact <> pg_current_xact_id() LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger entry % is closed: lines are written in the transaction that creates their entry', late
            USING ERRCODE = 'integrity_constraint_violation',
                  HINT = 'Post another entry that corrects the first.';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once and for all: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation',
              HINT = 'Post another entry that corrects the first.';
END
$$;

CREATE CONSTRAINT TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
CREATE CONSTRAINT TRIGGER ledger_line_balances AFTER INSERT ON ledger_line
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();

CREATE TRIGGER ledger_line_not_late AFTER INSERT ON ledger_line
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_line_with_its_entry();

CREATE TRIGGER ledger_entry_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_line_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_line
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_account_is_final BEFORE UPDATE OF id, code, kind OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""

NO_GUARDS = """
DROP TRIGGER ledger_account_is_final ON ledger_account;
DROP TRIGGER ledger_line_is_final ON ledger_line;
DROP TRIGGER ledger_entry_is_final ON ledger_entry;
DROP TRIGGER ledger_line_not_late ON ledger_line;
DROP TRIGGER ledger_line_balances ON ledger_line;
DROP TRIGGER ledger_entry_balances ON ledger_entry;
DROP FUNCTION ledger_refuse_change();
DROP FUNCTION ledger_line_with_its_entry();
DROP FUNCTION ledger_must_balance();
"""


class Migration(migrations.Migration):
    dependencies = (("ledger", "0001_initial"),)

    operations = (migrations.RunSQL(GUARDS, NO_GUARDS),)
