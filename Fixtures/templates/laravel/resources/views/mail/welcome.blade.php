@component('mail::message')
# Willkommen, {{ $name }}

@include('mail.parts.legal')

@if ($withOffers)
@include('mail.parts.offers')
@endif
@endcomponent
