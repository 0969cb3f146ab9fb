<x-mail.frame title="Rechnung">
  <p>{{ $sum }}</p>
</x-mail.frame>
