from __future__ import annotations

SUFFIX = ".html"

PAGE = """<!DOCTYPE html>
<!-- saved from (0042)https://e-qanun.az -->
<html lang='az' class=no-js>
<head>
<meta charset="UTF-8">
<title>Kibertəhlükəsizlik haqqında Qanun &amp; şərhlər</title>
<meta name="description" content="Qanunun tam mətni. Son dəyişikliklərlə.">
<meta property="og:title" content='Qanun &quot;Kiber&quot;'>
<style>p > b { color: red }</style>
<script>document.write("<p>Salam, dünya</p>");</script>
<!--[if lt IE 9]><p>Köhnə brauzer</p><![endif]-->
</head>
<body>
<h1>Ümumi   müddəalar</h1>
<p>Bu <b>kiber<wbr>cinayət</b> işidir; bax:
   <a href="/m?a=1&b=2" title="Maddə haqqında">2-ci maddə</a>.&nbsp;Məhkəmə 5&nbsp;gün gözləyir.</p>
<p><strong>Diqqət!</strong> <code>git push</code> əmri <em>yalnız</em> buradadır: <kbd>F1</kbd></p>
<p>Birinci sətir<br>İkinci sətir <br/>
   üçüncü sətir</p>
<UL><LI>Birinci bənd<LI>İkinci <I>bənd</I></UL>
<img src="a.png" alt="Bakı şəhərinin xəritəsi">
<p>1 &lt; 2 və <!-- izah --> 3 > 2; R&D<br></p>
<pre>Dəyişmir   <b>heç nə</b></pre>
</body>
</html>
"""
FORM = """<form action="/axtar"><p>Ad: <input name=ad placeholder="Adınızı yazın"> və
<select name=s><option>Bakı<option selected>Gəncə şəhəri</select> seçin.</p>
<label>Razıyam <input type=checkbox></label>
<button type=submit><i class="icon"></i> Göndər</button>
<input type='submit' value='Axtar'><input type=text value="Qalır"><textarea>Mətn</textarea>
<td aria-label=Bağla>&times;</td></form>
"""
BROKEN = """<p>Bu <b>qalın <i>mətn</b> səhv</i> yazılıb
<p>Növbəti <a href="x>y">keçid</a <br> sonra </nosuch> davam & sonra &zzz; <
<div>Div içində</p> sonra mətn</div> açıq <b>qaldı
"""
ISLANDS = """<html lang="az"><body lang="az-Latn"><div translate="no">Toxunma
<p>Bu da yox</p><p translate="yes">Bunu isə tərcümə et</p></div>
<p>Şirkətin adı <span class="brand notranslate">Bakı Buta</span> dəyişmir.</p>
<noscript><p>Skriptləri yandırın.</p></noscript><svg><text>Şəkil</text></svg>
<nav><a href=1>Ana səhifə</a> | <a href=2>Əlaqə</a></nav>
<p>Salam, {{ user.name }}, xoş gəldiniz! <?php echo $a->b; ?></p></body></html>
"""
XHTML = """<?xml version="1.0" encoding="windows-1254"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="tr">
<head><title>Görüşler</title><meta http-equiv="Content-Type"
 content="text/html; charset=windows-1254" /><script src="a.js"/></head>
<body><p id="a"/><p>Görüş <br /> bildirildi.</p></body></html>
"""


def make_samples() -> dict[str, bytes]:
    return {
        "a page": PAGE.encode(),
        "a page with DOS line ends": PAGE.replace("\n", "\r\n").encode(),
        "a page in UTF-16": PAGE.encode("utf-16"),
        "a page with a mark": PAGE.encode("utf-8-sig"),
        "a form": FORM.encode(),
        "broken markup": BROKEN.encode(),
        "texts that are not translated": ISLANDS.encode(),
        "XHTML in a code page": XHTML.encode("cp1254"),
    }


def canonical(data: bytes) -> object:
    return data
