<p>Angebote</p>
