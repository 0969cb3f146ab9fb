<#include "foot.ftl">
<#if count gt 1><#include "offers.ftl"></#if>
<p>${text}</p>
