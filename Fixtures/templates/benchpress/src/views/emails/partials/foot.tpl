<a href="{unsubscribeUrl}">[[email:unsubscribe]]</a>
