"""Long pages: every card can be led to; folded, each says in one line what is in it."""

from django.template import engines

CARDS = """{% load house %}{% contents 1 %}<div class="ps-stack">
<section class="ps-card" id="satu"><header><h2>Satu &amp; dua</h2><a href="/x">Semua</a></header><p>Isi pertama</p></section>
<section class="ps-card ps-col-7" data-fold="{{ line }}"><header><h2 id="dua">Dua</h2></header><section>dalam</section></section>
<section class="ps-card"><p>tanpa judul</p></section>
<section class="ps-card"><header>
<h2>Tiga</h2></header><p>Isi</p></section>
</div>{% endcontents %}"""  # noqa: E501


def shown(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_every_card_folds_with_its_line_and_can_be_led_to() -> None:
    page = shown(CARDS, line='3 tugas; pertama: "Kunci" <b>')
    for key, words in (("satu-dua", "Satu &amp; dua"), ("dua", "Dua"), ("tiga", "Tiga")):
        assert f'<a href="#{key}">{words}</a>' in page
        assert f'<h2 id="{key}" tabindex="-1">' in page
    assert page.count("<details") == page.count("</details>") == 3
    assert '<details class="ps-card ps-fold" id="satu" open>' in page
    assert '<details class="ps-card ps-fold ps-col-7"><summary>' in page
    assert "3 tugas; pertama: &quot;Kunci&quot; &lt;b&gt;</span></summary>" in page
    assert '<div class="ps-fold-acts"><a href="/x">Semua</a></div><p>Isi pertama</p>' in page
    assert "<section>dalam</section></details>" in page
    assert '<section class="ps-card"><p>tanpa judul</p></section>' in page
    assert "data-fold" not in page


def test_without_a_number_cards_stay_as_they_are() -> None:
    page = shown(CARDS.replace("contents 1", "contents"), line="")
    assert "<details" not in page
    assert page.count('<section class="ps-card') == 4
