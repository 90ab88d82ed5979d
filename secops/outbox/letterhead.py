"""The look of a mail: one column, no pictures, its styles written into the tags by css-inline.

Every part stands once between markers; `letter.py` cuts them out and fills them. What stands out
inside a part (a name, a code, what is late) has markers of its own.
"""

STYLE = """
body{margin:0;padding:0;background:#eef1f5;color:#16181d}
.page{width:100%;background:#eef1f5}
.sheet{width:100%;max-width:600px;background:#ffffff;border-top:4px solid #0b5cad}
.p,.sender,.big,.quote,.item,.go,.code,.typed,.small{
font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;
font-size:16px;line-height:24px;color:#16181d}
.p,.code{padding:8px 24px}
.sender{font-size:14px;line-height:20px;color:#4a515a;padding:20px 24px 0}
.big{padding:6px 24px 8px}
.title{margin:0;font-size:22px;line-height:29px;font-weight:bold}
.quote-cell{padding:8px 24px}
.quote{border-left:3px solid #0b5cad;padding:2px 0 2px 16px}
.item-cell{padding:0 24px}
.item{border-top:1px solid #d5dbe3;padding:11px 0 12px}
.name{font-weight:bold}
.late{font-weight:bold;color:#b42318}
.go{padding:12px 24px}
.button{display:inline-block;background:#0b5cad;color:#ffffff;font-weight:bold;
text-decoration:none;padding:13px 28px;border-radius:6px}
.code{font-family:Consolas,'DejaVu Sans Mono',monospace;font-size:28px;line-height:36px;
letter-spacing:3px;white-space:nowrap}
.typed-cell{padding:8px 24px 16px}
.typed{background:#f2f5f9;border-radius:6px;padding:12px 16px}
.key{font-family:Consolas,'DejaVu Sans Mono',monospace;font-size:20px;line-height:30px;
font-weight:bold;letter-spacing:2px;white-space:nowrap}
.whole{white-space:nowrap}
.small-cell{padding:8px 24px 24px}
.away-cell{padding:0 24px 24px}
.away{font-family:system-ui,-apple-system,Roboto,'Noto Sans',sans-serif;font-size:14px;
line-height:21px;color:#0b5cad}
.small{border-top:1px solid #d5dbe3;font-size:14px;line-height:21px;color:#4a515a;padding-top:14px}
"""

#: Kept in the head, since media queries cannot be written into tags.
DARK = """
@media (min-width:640px){.around{padding:32px 16px!important}}
@media (prefers-color-scheme:dark){
body,.page{background:#0d1117!important}
.sheet{background:#161b22!important;border-top-color:#7db8f5!important}
.p,.big,.quote,.item,.code,.typed{color:#eef0f3!important}
.sender,.small{color:#b3bac3!important}
.away{color:#7db8f5!important}
.quote{border-left-color:#7db8f5!important}
.item,.small{border-top-color:#363d47!important}
.typed{background:#232a34!important}
.late{color:#ff9d94!important}
.button{background:#7db8f5!important;color:#0d1117!important}
}
"""

PARTS = """
<table class="page" role="presentation" cellpadding="0" cellspacing="0" border="0">
<tr><td class="around" align="center">
<table class="sheet" role="presentation" cellpadding="0" cellspacing="0" border="0" align="center">
[sender]<tr><td class="sender">{words}</td></tr>[/]
<tr><td>[name]<span class="name">{words}</span>[/][late]<span class="late">{words}</span>[/]
[key]<span class="key">{words}</span>[/][whole]<span class="whole">{words}</span>[/]</td></tr>
[big]<tr><td class="big"><h1 class="title">{words}</h1></td></tr>[/]
[p]<tr><td class="p">{words}</td></tr>[/]
[quote]<tr><td class="quote-cell"><div class="quote">{words}</div></td></tr>[/]
[item]<tr><td class="item-cell"><div class="item">{words}</div></td></tr>[/]
[go]<tr><td class="go"><a class="button" href="{url}">{words}</a></td></tr>[/]
[code]<tr><td class="code">{words}</td></tr>[/]
[typed]<tr><td class="typed-cell"><div class="typed">{words}</div></td></tr>[/]
[small]<tr><td class="small-cell"><div class="small">{words}</div></td></tr>[/]
[away]<tr><td class="away-cell"><a class="away" href="{url}">{words}</a></td></tr>[/]
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
