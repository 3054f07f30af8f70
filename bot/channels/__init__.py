"""Our own Rasa input channels: they verify the sender, drop duplicates and keep attachments."""
