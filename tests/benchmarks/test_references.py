from benchmarks.references import in_css, in_html, third_parties

PAGE = """<link rel="stylesheet" href="/static/base.css"><link rel="canonical" href="https://elsewhere.example/">
<link rel="preload icon" href="/favicon.svg"><script type="module" src="/static/a.js"></script><img src="data:image/x,">
<a href="https://elsewhere.example/"></a><use href="#motif"></use><use href="/static/i.svg#motif"></use>
<img src="/photo.jpg"><img src="/photo.jpg"><form action="https://bank.example/"></form>"""


def test_what_a_page_fetches_by_itself() -> None:
    assert in_html(PAGE) == ["/static/base.css", "/favicon.svg", "/static/a.js", "/static/i.svg#motif", "/photo.jpg"]


def test_what_a_style_sheet_fetches() -> None:
    css = """@import "other.css"; a { background: url(#x) } b { src: url("../f.woff2"), url('../f.woff2') }
    c { mask: url(data:image/svg+xml,) }"""
    assert in_css(css) == ["other.css", "../f.woff2"]


def test_a_stranger_is_seen() -> None:
    urls = ["/a.css", "http://localhost:8000/b.css", "//cdn.example/c.css", "https://localhost/d.css"]
    assert third_parties(urls, "http://localhost:8000") == urls[2:]
