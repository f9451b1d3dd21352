#pragma once

#include "ui/reader/readerstyle.h"

#include <QTextDocument>
#include <QTextFormat>

#include <memory>

namespace ui {

// Marks on blocks that the view paints behind the text.
constexpr int codeBlockProperty = QTextFormat::UserProperty + 1;  // bool
constexpr int quoteLevelProperty = QTextFormat::UserProperty + 2; // int, 1 to 6

// A document that opens nothing: pictures are added by number after they were decoded, every other address, a file's
// too, gets a placeholder. (Without one QTextDocument opens local files by itself.)
class ArticleDocument : public QTextDocument {
    Q_OBJECT

public:
    explicit ArticleDocument(QObject* parent = nullptr);

    void addPicture(int number, const QImage& image);
    // What loadResource() was asked for besides its own pictures; for tests.
    QStringList refused() const { return m_refused; }

protected:
    QVariant loadResource(int type, const QUrl& name) override;

private:
    QStringList m_refused;
};

struct DocumentOptions {
    ReaderStyle style;
    ReaderColours colours;
    QFont font; // of the style, made on the interface thread
    QFont codeFont;
    int linePercent = 120; // of the font's own line, so that a line is about 1.6 times the font's size
    bool rightToLeft = false;
};

// HTML of one part (prepareArticle()) → a laid-out-later document in the calling thread: margins, line height,
// headings, quotes, code and tables as they read well. For the document worker; move it to the interface thread then.
std::unique_ptr<ArticleDocument> buildDocument(const QString& html, const DocumentOptions& options);

} // namespace ui
