"""Law as data: packs of rules a jurisdiction and claim type, and the engine that reads them."""
