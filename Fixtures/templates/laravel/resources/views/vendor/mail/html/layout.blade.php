<html><body>{{ $slot }}<p><a href="{{ $unsubscribe_url }}">Abmelden</a></p></body></html>
