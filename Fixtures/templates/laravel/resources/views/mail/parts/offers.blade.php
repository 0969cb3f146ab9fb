Angebote der Woche
