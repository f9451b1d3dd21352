#include "ui/reader/articledocument.h"

#include <QImage>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>
#include <QTextTable>

namespace ui {

namespace {

constexpr qreal headingLine = 100; // per cent
constexpr qreal codeLine = 115;
constexpr int quoteMargin = 40; // what QTextDocument gives a blockquote; its own level is on the first block only
constexpr int deepestQuote = 6;
constexpr qsizetype mostRefused = 100;

const QImage& placeholder() {
    static const QImage image = [] {
        QImage clear(1, 1, QImage::Format_ARGB32_Premultiplied);
        clear.fill(Qt::transparent);
        return clear;
    }();
    return image;
}

QString css(const QColor& colour) {
    return colour.name(QColor::HexRgb);
}

QString styleSheet(const DocumentOptions& options) {
    const int size = options.font.pixelSize();
    const QString headings =
        QStringLiteral("h1{font-size:%1px} h2{font-size:%2px} h3{font-size:%3px} h4,h5,h6{font-size:%4px}"
                       "h1,h2,h3,h4,h5,h6{font-weight:600}")
            .arg(size * 160 / 100)
            .arg(size * 135 / 100)
            .arg(size * 118 / 100)
            .arg(size);
    const QString colours =
        QStringLiteral("a{color:%1;text-decoration:none} .caption{color:%2;font-size:%3px}"
                       ".missing{color:%2;font-style:italic} .mark{background-color:%4}"
                       "table{border-color:%5;border-collapse:collapse} th{font-weight:600}")
            .arg(css(options.colours.link), css(options.colours.muted), QString::number(size * 86 / 100),
                 css(options.colours.match), css(options.colours.line));
    const QString code = QStringLiteral("code,pre{font-family:'%1';font-size:%2px}")
                             .arg(options.codeFont.family(), QString::number(options.codeFont.pixelSize()));
    return QString(headings % colours % code);
}

bool isCode(const QTextBlock& block) {
    return block.isValid() && block.blockFormat().boolProperty(QTextFormat::BlockNonBreakableLines);
}

bool inTable(const QTextBlock& block) {
    return QTextCursor(block).currentTable() != nullptr;
}

// Margins between blocks: larger above headings, none between the lines of a piece of code.
class Typesetter {
public:
    Typesetter(QTextDocument& document, const DocumentOptions& options)
        : m_cursor(&document)
        , m_options(options)
        , m_em(options.font.pixelSize()) {}

    void run() {
        m_cursor.beginEditBlock();
        bool codeBefore = false;
        for (QTextBlock block = m_cursor.document()->begin(); block.isValid(); block = block.next()) {
            const bool code = isCode(block);
            QTextBlockFormat format = block.blockFormat();
            setQuote(format);
            if (code)
                setCode(format, !codeBefore, !isCode(block.next()));
            else
                setText(format, block);
            codeBefore = code;
            m_cursor.setPosition(block.position());
            m_cursor.setBlockFormat(format);
        }
        setTables(m_cursor.document()->rootFrame());
        m_cursor.endEditBlock();
    }

private:
    void setQuote(QTextBlockFormat& format) const {
        const int level = qMin(static_cast<int>(format.leftMargin()) / quoteMargin, deepestQuote);
        if (level == 0)
            return;
        const qreal indent = level * m_em * 1.2;
        format.setProperty(quoteLevelProperty, level);
        format.setLeftMargin(m_options.rightToLeft ? 0 : indent);
        format.setRightMargin(m_options.rightToLeft ? indent : 0);
    }

    void setCode(QTextBlockFormat& format, bool first, bool last) const {
        format.setProperty(codeBlockProperty, true);
        format.setLayoutDirection(Qt::LeftToRight);
        format.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute);
        format.setLineHeight(codeLine, QTextBlockFormat::ProportionalHeight);
        format.setLeftMargin(format.leftMargin() + m_em * 0.8);
        format.setRightMargin(m_em * 0.8);
        format.setTopMargin(first ? m_em * 1.3 : 0);
        format.setBottomMargin(last ? m_em * 1.7 : 0);
        format.setNonBreakableLines(false); // a column that must be scrolled sideways cannot be read
    }

    void setText(QTextBlockFormat& format, const QTextBlock& block) const {
        const int level = format.headingLevel();
        format.setLineHeight(level > 0 ? headingLine : m_options.linePercent, QTextBlockFormat::ProportionalHeight);
        if (block.text().contains(QChar::ObjectReplacementCharacter)) // a picture is as high as it is
            format.setLineHeight(0, QTextBlockFormat::SingleHeight);
        if (inTable(block)) {
            format.setTopMargin(0);
            format.setBottomMargin(0);
            format.setLineHeight(headingLine, QTextBlockFormat::ProportionalHeight);
        } else if (level > 0) {
            format.setTopMargin(m_em * (level <= 2 ? 1.5 : 1.2));
            format.setBottomMargin(m_em * 0.4);
        } else if (block.textList() || format.indent() > 0) {
            format.setTopMargin(0);
            format.setBottomMargin(m_em * (block.next().textList() == block.textList() ? 0.25 : 0.8));
        } else {
            format.setTopMargin(0);
            format.setBottomMargin(m_em * 0.8);
        }
    }

    void setTables(QTextFrame* frame) const {
        for (QTextFrame* child : frame->childFrames()) {
            if (auto* table = qobject_cast<QTextTable*>(child)) {
                QTextTableFormat format = table->format();
                format.setBorderBrush(m_options.colours.line);
                format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
                format.setBorder(1);
                format.setBorderCollapse(true);
                format.setCellPadding(m_em * 0.35);
                format.setTopMargin(m_em * 0.4);
                format.setBottomMargin(m_em * 1.1);
                if (m_options.rightToLeft)
                    format.setLayoutDirection(Qt::RightToLeft);
                table->setFormat(format);
            }
            setTables(child);
        }
    }

    QTextCursor m_cursor;
    const DocumentOptions& m_options;
    qreal m_em;
};

} // namespace

ArticleDocument::ArticleDocument(QObject* parent)
    : QTextDocument(parent) {}

void ArticleDocument::addPicture(int number, const QImage& image) {
    addResource(ImageResource, QUrl(QStringLiteral("asset:%1").arg(number)), image);
}

QVariant ArticleDocument::loadResource(int type, const QUrl& name) {
    if (name.scheme() != QLatin1String("asset") && m_refused.size() < mostRefused)
        m_refused.append(name.toString());
    if (type == ImageResource)
        return placeholder();
    return QByteArray(" "); // style sheets and documents: not null, and nothing in it
}

std::unique_ptr<ArticleDocument> buildDocument(const QString& html, const DocumentOptions& options) {
    auto document = std::make_unique<ArticleDocument>();
    document->setLayoutEnabled(false);
    document->setUndoRedoEnabled(false);
    document->setDefaultFont(options.font);
    document->setDocumentMargin(0);
    document->setDefaultStyleSheet(styleSheet(options));
    QTextOption text = document->defaultTextOption();
    text.setTextDirection(options.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    text.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document->setDefaultTextOption(text);
    const QString direction = options.rightToLeft ? QStringLiteral("rtl") : QStringLiteral("ltr");
    document->setHtml(
        QString(QStringLiteral("<body dir=\"") % direction % QStringLiteral("\">") % html % QStringLiteral("</body>")));
    Typesetter(*document, options).run();
    return document;
}

} // namespace ui
