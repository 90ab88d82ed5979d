"""The look of a mail: one column, no pictures, its styles written into the tags by css-inline.

Every part stands once between markers; `letter.py` cuts them out and fills them.
"""

STYLE = """
body{margin:0;padding:0;background:#eef1f5;color:#16181d}
.page{width:100%;background:#eef1f5}
.sheet{width:100%;max-width:600px;background:#ffffff;border-top:4px solid #0b5cad}
.p,.sender,.big,.item,.go,.code,.small{
font-family:system-ui,-apple-system,Roboto,'Noto Sans',sans-serif;
font-size:16px;line-height:24px;color:#16181d;padding:8px 24px}
.sender{font-weight:bold;padding-top:20px}
.big{font-size:20px;line-height:28px;font-weight:bold}
.item{border-left:3px solid #0b5cad;padding:6px 16px}
.item-cell{padding:4px 24px}
.button{display:inline-block;background:#0b5cad;color:#ffffff;font-weight:bold;
text-decoration:none;padding:14px 24px;border-radius:6px}
.code{font-family:Consolas,'DejaVu Sans Mono',monospace;font-size:20px;letter-spacing:2px}
.small{font-size:14px;line-height:21px;color:#4a515a;padding-bottom:20px}
"""

#: Kept in the head, since media queries cannot be written into tags.
DARK = """
@media (prefers-color-scheme:dark){
body,.page{background:#0d1117!important}
.sheet{background:#161b22!important;border-top-color:#7db8f5!important}
.p,.sender,.big,.item,.code{color:#eef0f3!important}
.small{color:#b3bac3!important}
.item{border-left-color:#7db8f5!important}
.button{background:#7db8f5!important;color:#0d1117!important}
}
"""

PARTS = """
<table class="page" role="presentation" cellpadding="0" cellspacing="0" border="0">
<tr><td align="center">
<table class="sheet" role="presentation" cellpadding="0" cellspacing="0" border="0">
[sender]<tr><td class="sender">{words}</td></tr>[/]
[big]<tr><td class="big">{words}</td></tr>[/]
[p]<tr><td class="p">{words}</td></tr>[/]
[item]<tr><td class="item-cell"><div class="item">{words}</div></td></tr>[/]
[go]<tr><td class="go"><a class="button" href="{url}">{words}</a></td></tr>[/]
[code]<tr><td class="code">{words}</td></tr>[/]
[small]<tr><td class="small">{words}</td></tr>[/]
</table></td></tr></table>
"""

HEAD = (
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    '<meta name="supported-color-schemes" content="light dark">\n'
    "<title>{subject}</title>\n<style>" + DARK.replace("{", "{{").replace("}", "}}") + "</style>\n"
    "</head>\n"
)
