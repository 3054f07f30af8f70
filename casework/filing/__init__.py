"""Filing a case in one transaction, and delivering it to another system from the outbox."""
