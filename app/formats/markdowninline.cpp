#include "formats/markdowninline.h"

#include "formats/markdown.h"

namespace formats {

void MarkdownLine::begin() {
    if (m_space && !m_text.isEmpty() && !m_text.endsWith(u'\n'))
        m_text += u' ';
    m_space = false;
    for (Mark& mark : m_marks) {
        if (mark.written)
            continue;
        m_text += mark.opening;
        mark.written = true;
    }
}

void MarkdownLine::text(const QString& text) {
    const QString words = text.simplified();
    if (words.isEmpty()) {
        m_space = m_space || !text.isEmpty();
        return;
    }
    m_space = m_space || text.front().isSpace();
    const bool atLineStart = m_text.isEmpty() || m_text.endsWith(u'\n');
    begin();
    m_text += markdownText(words, atLineStart);
    m_space = text.back().isSpace();
}

void MarkdownLine::code(const QString& code) {
    if (code.isEmpty())
        return;
    begin();
    m_text += markdownCode(code);
}

void MarkdownLine::image(const QString& source, const QString& alt) {
    if (source.isEmpty())
        return;
    begin();
    m_text += QString(u"![" % markdownText(alt.simplified(), false) % u"](" % markdownDestination(source) % u')');
}

void MarkdownLine::lineBreak() {
    if (m_text.isEmpty() || m_text.endsWith(u'\n'))
        return;
    m_text += u"\\\n";
    m_space = false;
}

void MarkdownLine::open(const QString& mark) {
    m_marks.push_back({mark, mark});
}

void MarkdownLine::openLink(const QString& destination) {
    m_marks.push_back({QStringLiteral("["), QString(u"](" % markdownDestination(destination) % u')')});
}

void MarkdownLine::openHtml(const QString& element) {
    m_marks.push_back({QString(u'<' % element % u'>'), QString(u"</" % element % u'>')});
}

void MarkdownLine::closeHtml(const QString& element) {
    close(QString(u"</" % element % u'>'));
}

void MarkdownLine::close(const QString& mark) {
    for (size_t i = m_marks.size(); i > 0; --i) {
        if (m_marks[i - 1].closing == mark)
            return end(i - 1);
    }
}

void MarkdownLine::closeLink() {
    for (size_t i = m_marks.size(); i > 0; --i) {
        if (m_marks[i - 1].opening == QLatin1String("["))
            return end(i - 1);
    }
}

// Ends this mark and those opened after it.
void MarkdownLine::end(size_t first) {
    for (size_t i = m_marks.size(); i > first; --i) {
        if (m_marks[i - 1].written)
            m_text += m_marks[i - 1].closing;
    }
    m_marks.resize(first);
}

QString MarkdownLine::take() {
    end(0);
    QString text = std::exchange(m_text, {});
    while (text.endsWith(u"\\\n"))
        text.chop(2);
    m_space = false;
    return text;
}

} // namespace formats
