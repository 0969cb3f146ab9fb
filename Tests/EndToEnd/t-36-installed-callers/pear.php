<?php
// PEAR Mail with its driver for sendmail; the recipients are arguments.
require 'Mail.php';
$mail = Mail::factory('sendmail');
$sent = $mail->send(
    $argv[1],
    ['From' => 'shop@beispiel.test', 'To' => $argv[1], 'Subject' => 'PEAR', 'Return-Path' => 'bounce@beispiel.test'],
    "Ihre Bestellung ist unterwegs.\n");
if ($sent !== true) {
    fwrite(STDERR, $sent->getMessage() . "\n");
    exit(1);
}
