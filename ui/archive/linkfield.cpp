#include "ui/archive/linkfield.h"

#include "formats/links.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace ui {

namespace {

constexpr qsizetype mostHtml = 4 * 1024 * 1024; // bytes of a dropped fragment that are searched for anchors at once

QStringList localFiles(const QMimeData& mime) {
    QStringList files;
    for (const QUrl& url : mime.urls()) {
        if (url.isLocalFile())
            files << url.toLocalFile();
    }
    return files;
}

// A piece of a page has its addresses in the anchors; its plain text has only their words.
QStringList anchorsInstead(const QMimeData& mime) {
    if (!mime.hasHtml() || mime.text().size() > mostHtml)
        return {};
    const QByteArray html = mime.html().toUtf8();
    if (html.size() > mostHtml)
        return {};
    const auto anchors = formats::linksInHtml(html).links;
    if (anchors.size() <= formats::linksInText(mime.text()).links.size())
        return {};
    QStringList links;
    for (const formats::FoundLink& found : anchors)
        links << found.link;
    return links;
}

} // namespace

LinkField::LinkField(QWidget* parent)
    : QPlainTextEdit(parent) {
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setUndoRedoEnabled(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &QWidget::updateGeometry);
}

QSize LinkField::sizeHint() const {
    const int lines = qBound(3, blockCount(), 7);
    const int height =
        lines * fontMetrics().lineSpacing() + 2 * frameWidth() + qRound(2 * document()->documentMargin()) + 4;
    return {480, height};
}

bool LinkField::takes(const QMimeData& mime) {
    return mime.hasUrls() || mime.hasText() || mime.hasHtml();
}

bool LinkField::holdsLinks(const QMimeData& mime) {
    if (mime.hasUrls() || !anchorsInstead(mime).isEmpty())
        return true;
    const QString text = mime.text();
    return text.size() > mostShown || !formats::linksInText(text).links.isEmpty();
}

bool LinkField::canInsertFromMimeData(const QMimeData* source) const {
    return takes(*source);
}

void LinkField::insertFromMimeData(const QMimeData* source) {
    take(*source);
}

void LinkField::take(const QMimeData& mime) {
    const QStringList files = localFiles(mime);
    if (!files.isEmpty()) {
        Q_EMIT filesGiven(files);
        return;
    }
    if (mime.hasUrls()) {
        QStringList links;
        for (const QUrl& url : mime.urls())
            links << url.toString(QUrl::FullyEncoded);
        // Prefer the exact text where it holds the same links: toString() may spell one otherwise.
        insertLines(mime.hasText() && formats::linksInText(mime.text()).links.size() >= links.size()
                        ? mime.text().split(QLatin1Char('\n'), Qt::SkipEmptyParts)
                        : links);
        return;
    }
    const QStringList anchors = anchorsInstead(mime);
    if (!anchors.isEmpty()) {
        insertLines(anchors);
        return;
    }
    const QString text = mime.text();
    if (text.size() > mostShown)
        Q_EMIT longTextGiven(text);
    else
        textCursor().insertText(text);
    ensureCursorVisible();
}

// Each on a line of its own, whatever stood there before.
void LinkField::insertLines(const QStringList& lines) {
    QString text = lines.join(QLatin1Char('\n'));
    if (text.size() > mostShown) {
        Q_EMIT longTextGiven(text);
        return;
    }
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    if (!cursor.atBlockStart())
        cursor.insertText(QStringLiteral("\n"));
    cursor.insertText(QString(text + QLatin1Char('\n')));
    cursor.endEditBlock();
    setTextCursor(cursor);
    ensureCursorVisible();
}

} // namespace ui
