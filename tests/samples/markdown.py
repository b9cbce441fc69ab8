from __future__ import annotations

SUFFIX = ".md"
HARD = "  "

PAGE = f"""---
title: "Kibertəhlükəsizlik: qayda"
description: Qanunun tam mətni # qeyd
date: 2024-05-01
keywords: [kiber, 'məlumat']
lang: az
layout: post
---

# Ümumi   müddəalar {{#umumi}}

Bu **kiber**cinayət [işidir](/m?a=1_2_ "Maddə haqqında"),
bax: `git push --force` və *[maddə]*. Məhkəmə 5&nbsp;gün
gözləyir[^1]; ~~köhnə~~ $E = mc^2$ <https://e-qanun.az>.

> İqtibas olunan
> mətn{HARD}
> yeni sətir
>
> - bənd **bir**
>   davamı

1. Birinci
2. İkinci <br> sətir
   ![Xəritə](a_b.png)

- [x] Tapşırıq görüldü
- [ ] Tapşırıq qalır

| Sütun | Qeyd \\| izah |
|:------|:-----:|
| `a\\|b` | *mətn* |
| 12    | son   |

```az
# Kod dəyişmir
```

    Bu da kod

<div align="center">
HTML dəyişmir
</div>

Başlıq
======

$$
x = y
$$

[maddə]: https://e-qanun.az "Maddə"
[^1]: Qeydin mətni,
    davamı.
"""
SIGNS = """2 * 3 və snake_case, \\*ulduz\\*, 5 < 6 & R&D, [sic], a|b
***Hamısı** birdən* __alt__ _bir_

> [!NOTE]
> Diqqət edin

***
+ Bənd <kbd>F1</kbd> və <b>qalın</b> <!-- izah --> {{< ref "x" >}}
"""
TOML = """+++
title = "Qərar"
tags = ["Bakı"]
+++
Mətn ![Şəkil][xəritə] [Qanun][] ^[Qeyd]
{: .sinif}

[xəritə]: a.png
[qanun]: b.html
"""
LITERAL = """---
description: |
  Birinci sətir
  İkinci sətir
summary: >-
  Bir cümlə
  davam edir.
keywords:
- qanun
- 'kiber hücum'
title: Sadə
---
"""


def make_samples() -> dict[str, bytes]:
    return {
        "a page": PAGE.encode(),
        "a page with DOS line ends": PAGE.replace("\n", "\r\n").encode(),
        "a page with a mark": PAGE.encode("utf-8-sig"),
        "signs": SIGNS.encode(),
        "TOML and labels": TOML.encode(),
        "block scalars": LITERAL.encode(),
        "UTF-16": SIGNS.encode("utf-16"),
    }


def canonical(data: bytes) -> object:
    return data
