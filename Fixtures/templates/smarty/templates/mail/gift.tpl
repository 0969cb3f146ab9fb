<p>{$text|escape:'html'}</p>
