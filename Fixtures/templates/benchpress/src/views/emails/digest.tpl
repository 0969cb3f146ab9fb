<!-- IMPORT emails/partials/foot.tpl -->
{{{ if show }}}<p>{text}</p>{{{ end }}}
