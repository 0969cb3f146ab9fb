<body>{block name="body"}{/block}{$smarty.now|date_format:"%Y"}</body>
