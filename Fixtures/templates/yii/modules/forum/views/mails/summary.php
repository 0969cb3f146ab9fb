<p><?= $summary ?></p>
