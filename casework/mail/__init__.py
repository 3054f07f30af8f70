"""Mail: letters to traders and notices to both sides, through the outbox; and what bounces."""
