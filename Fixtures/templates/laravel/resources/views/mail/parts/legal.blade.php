Beispiel GmbH, Musterstraße 1, 12345 Musterstadt
