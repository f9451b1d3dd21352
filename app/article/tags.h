#pragma once

#include <QtGlobal>

#include <string_view>

namespace article {

// The elements this module tells apart. Every other name is Unknown (its name stays readable in Document::name()).
// clang-format off
#define ARTICLE_TAGS(X) \
    X(A, "a") X(Abbr, "abbr") X(Acronym, "acronym") X(Address, "address") X(Area, "area") X(Article, "article") \
    X(Aside, "aside") X(Audio, "audio") X(B, "b") X(Base, "base") X(Bdi, "bdi") X(Bdo, "bdo") X(Big, "big") \
    X(Blockquote, "blockquote") X(Body, "body") X(Br, "br") X(Button, "button") X(Canvas, "canvas") \
    X(Caption, "caption") X(Center, "center") X(Cite, "cite") X(Code, "code") X(Col, "col") X(Colgroup, "colgroup") \
    X(Data, "data") X(Datalist, "datalist") X(Dd, "dd") X(Del, "del") X(Details, "details") X(Dfn, "dfn") \
    X(Dialog, "dialog") X(Dir, "dir") X(Div, "div") X(Dl, "dl") X(Dt, "dt") X(Em, "em") X(Embed, "embed") \
    X(Fieldset, "fieldset") X(Figcaption, "figcaption") X(Figure, "figure") X(Font, "font") X(Footer, "footer") \
    X(Form, "form") X(Frame, "frame") X(Frameset, "frameset") X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") \
    X(H5, "h5") X(H6, "h6") X(Head, "head") X(Header, "header") X(Hgroup, "hgroup") X(Hr, "hr") X(Html, "html") \
    X(I, "i") X(Iframe, "iframe") X(Img, "img") X(Input, "input") X(Ins, "ins") X(Kbd, "kbd") X(Label, "label") \
    X(Legend, "legend") X(Li, "li") X(Link, "link") X(Main, "main") X(Map, "map") X(Mark, "mark") X(Math, "math") \
    X(Menu, "menu") X(Meta, "meta") X(Meter, "meter") X(Nav, "nav") X(Nobr, "nobr") X(Noframes, "noframes") \
    X(Noscript, "noscript") X(Object, "object") X(Ol, "ol") X(Optgroup, "optgroup") X(Option, "option") \
    X(Output, "output") X(P, "p") X(Param, "param") X(Picture, "picture") X(Plaintext, "plaintext") X(Pre, "pre") \
    X(Progress, "progress") X(Q, "q") X(Rb, "rb") X(Rp, "rp") X(Rt, "rt") X(Rtc, "rtc") X(Ruby, "ruby") X(S, "s") \
    X(Samp, "samp") X(Script, "script") X(Section, "section") X(Select, "select") X(Slot, "slot") \
    X(Small, "small") X(Source, "source") X(Span, "span") X(Strike, "strike") X(Strong, "strong") \
    X(Style, "style") X(Sub, "sub") X(Summary, "summary") X(Sup, "sup") X(Svg, "svg") X(Table, "table") \
    X(Tbody, "tbody") X(Td, "td") X(Template, "template") X(Textarea, "textarea") X(Tfoot, "tfoot") X(Th, "th") \
    X(Thead, "thead") X(Time, "time") X(Title, "title") X(Tr, "tr") X(Track, "track") X(Tt, "tt") X(U, "u") \
    X(Ul, "ul") X(Var, "var") X(Video, "video") X(Wbr, "wbr") X(Xmp, "xmp")

// The attributes that are kept in the tree; nothing else is read from a page.
#define ARTICLE_ATTRIBUTES(X) \
    X(Abbr, "abbr") X(Align, "align") X(Alt, "alt") X(AriaHidden, "aria-hidden") X(AriaLabel, "aria-label") \
    X(Charset, "charset") X(Cite, "cite") X(Class, "class") X(Colspan, "colspan") X(Content, "content") \
    X(DataLang, "data-lang") X(DataLazySrc, "data-lazy-src") X(DataLazySrcset, "data-lazy-srcset") \
    X(DataOriginal, "data-original") X(DataSrc, "data-src") X(DataSrcset, "data-srcset") X(DateTime, "datetime") \
    X(Dir, "dir") X(Height, "height") X(Hidden, "hidden") X(Href, "href") X(HttpEquiv, "http-equiv") X(Id, "id") \
    X(Itemid, "itemid") X(Itemprop, "itemprop") X(Itemscope, "itemscope") X(Itemtype, "itemtype") X(Lang, "lang") \
    X(Media, "media") X(Name, "name") X(Open, "open") X(Property, "property") X(Rel, "rel") \
    X(Reversed, "reversed") X(Role, "role") X(Rowspan, "rowspan") X(Scope, "scope") X(Sizes, "sizes") \
    X(Src, "src") X(Srcset, "srcset") X(Start, "start") X(Style, "style") X(Title, "title") X(Type, "type") \
    X(Value, "value") X(Width, "width") X(XmlLang, "xml:lang") \
    X(DataFlickitySrc, "data-flickity-lazyload") X(DataHiRes, "data-hi-res-src") X(DataLargeFile, "data-large-file") \
    X(DataFullUrl, "data-full-url") X(DataDefer, "data-defer-src") X(DataEchoSrc, "data-echo") \
    X(ShadowRoot, "shadowroot") X(ShadowRootMode, "shadowrootmode") X(SlotName, "slot") \
    X(DataBoundary, "data-bid") X(DataSegment, "data-sid") \
    X(State, "any name") /* JSON or HTML in an attribute that is not told apart (embedded.h) */
// clang-format on

enum class Tag : quint8 {
    None,
    Text,
    Unknown,
#define X(id, name) id,
    ARTICLE_TAGS(X)
#undef X
        Count
};

enum class Attribute : quint8 {
    None,
#define X(id, name) id,
    ARTICLE_ATTRIBUTES(X)
#undef X
        Count
};

Tag tagFromName(std::string_view lowerCaseName);             // Unknown when not listed
std::string_view tagName(Tag tag);                           // "" for None, Text and Unknown
Attribute attributeFromName(std::string_view lowerCaseName); // None when not listed
std::string_view attributeName(Attribute attribute);

bool isInline(Tag tag);  // flows inside a line; unknown and custom elements count as blocks
bool isVoid(Tag tag);    // has no end tag
bool isHeading(Tag tag); // h1 … h6
bool isUnread(Tag tag);  // its text is never the page's text: script, style, template, form fields …

} // namespace article
