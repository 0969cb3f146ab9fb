<p>Offers</p>
