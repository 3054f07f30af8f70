"""The mediator's console: login, list of cases, case page, downloads."""
