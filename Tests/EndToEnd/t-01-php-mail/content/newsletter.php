<?php
$sent = mail(
    'anna@kunde.test',
    'Nur diese Woche: 20 % auf alles',
    "Jetzt bestellen: https://beispiel.test/angebot\n\n"
        . "Sie erhalten diesen Newsletter, weil Sie ihn bestellt haben.\n",
    "From: Newsletter <news@beispiel.test>\r\nList-Id: <newsletter.beispiel.test>\r\n"
        . "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8"
);
echo 'mail() returned ', $sent ? 'true' : 'false', "\n";
