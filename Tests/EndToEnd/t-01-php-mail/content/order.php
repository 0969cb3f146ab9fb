<?php
$sent = mail(
    'Anna Müller <anna@kunde.test>',
    'Ihre Bestellung 4711',
    "Guten Tag,\n\ndie Bestellung ist unterwegs. Grüße\n.\nEnde",
    "From: Shop <shop@beispiel.test>\r\nBcc: archiv@beispiel.test\r\n"
        . "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit",
    '-fbounce@beispiel.test'
);
echo 'mail() returned ', $sent ? 'true' : 'false', "\n";
