<p>Beispiel GmbH</p>
