@component('mail::layout')
{{ $slot }}
@endcomponent
