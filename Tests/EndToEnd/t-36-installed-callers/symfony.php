<?php
// Symfony Mailer with its transport "sendmail -bs"; the recipients are arguments.
require '/usr/share/php/Symfony/Component/Mailer/autoload.php';
use Symfony\Component\Mailer\Mailer;
use Symfony\Component\Mailer\Transport;
use Symfony\Component\Mime\Email;
$mailer = new Mailer(Transport::fromDsn('sendmail://default'));
$email = (new Email())->from('shop@beispiel.test')->to(...array_slice($argv, 1))->subject('Symfony')
    ->text("Ihre Bestellung ist unterwegs.\n");
try {
    $mailer->send($email);
} catch (Exception $problem) {
    fwrite(STDERR, $problem->getMessage() . "\n");
    exit(1);
}
