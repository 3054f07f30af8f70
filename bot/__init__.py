"""The edge of the conversation: Rasa channels and components, the widget, the launcher."""
