<?php
if (!defined('SHOP')) { exit; }
include __DIR__ . '/inc/top.php';
?>
<p><?= $text ?></p>
<?php load_part('legal'); ?>
<?php if ($showOffers): ?>
<?php shop_include('offers.php', $args); ?>
<?php endif; ?>
<?php require $chosen; ?>
