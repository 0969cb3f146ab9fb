<a href="${unsubscribeUrl}">Leave</a>
