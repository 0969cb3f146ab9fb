{extends file="mail/frame.tpl"}
{block name="body"}{if $gift > 1}{include file='mail/gift.tpl'}{/if}{* {include file='mail/none.tpl'} *}{/block}
