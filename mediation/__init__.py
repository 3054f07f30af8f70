"""The web application: the mediator's console; later the trader's page and the public API."""
