#include "ui/library/pagerowdelegate.h"

#include "archive/advice.h"
#include "library/standin.h"
#include "models/format.h"
#include "models/pagelistmodel.h"
#include "models/pagewords.h"
#include "ui/library/snippet.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace ui {

namespace {

constexpr int side = 16;      // pixels beside the text
constexpr int markWidth = 16; // for the unread mark, before the text
constexpr int above = 9;
constexpr int between = 2;
constexpr int excerptLines = 2;
constexpr int starSize = 18;
constexpr int markSize = 13; // of the sign before what is wrong

QFont titleFont(QFont font) {
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont smallFont(QFont font) {
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

QColor mixed(const QColor& over, const QColor& under, float share) {
    return QColor::fromRgbF(over.redF() * share + under.redF() * (1 - share),
                            over.greenF() * share + under.greenF() * (1 - share),
                            over.blueF() * share + under.blueF() * (1 - share));
}

QColor warm(const QPalette& palette) {
    return isDark(palette) ? QColor(0xe8, 0x8a, 0x7a) : QColor(0xb0, 0x3a, 0x2a);
}

} // namespace

PageRowDelegate::PageRowDelegate(QObject* parent)
    : QStyledItemDelegate(parent) {}

QString PageRowDelegate::excerptOf(const library::PageRow& page) {
    const QString excerpt = page.excerpt.simplified();
    const QString title = page.title.simplified();
    const bool repeats = !title.isEmpty() && excerpt.startsWith(title, Qt::CaseInsensitive) &&
                         excerpt.size() > title.size() && !excerpt.at(title.size()).isLetterOrNumber();
    qsizetype from = repeats ? title.size() : 0;
    while (repeats && from < excerpt.size() && !excerpt.at(from).isLetterOrNumber())
        ++from;
    const QString rest = excerpt.mid(from);
    if (!rest.isEmpty())
        return rest;
    if (!excerpt.isEmpty())
        return excerpt;
    // The link stands in the title's place already where nothing was ever kept.
    const QString advice = page.title == page.link ? archive::adviceFor(page.lastError, page.lastStatus) : QString();
    return advice.isEmpty() ? page.link : advice;
}

int PageRowDelegate::rowHeight(const QFont& font) const {
    const int title = QFontMetrics(titleFont(font)).lineSpacing();
    const int rest = QFontMetrics(smallFont(font)).lineSpacing() * (1 + excerptLines);
    return 2 * above + title + rest + 2 * between;
}

QSize PageRowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {200, rowHeight(option.font)};
}

QRect PageRowDelegate::starBox(const QStyleOptionViewItem& option) {
    const QRect box(option.rect.right() - side - starSize + 4, option.rect.top() + above, starSize, starSize);
    return QStyle::visualRect(option.direction, option.rect, box);
}

void PageRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto page = index.data(models::PageListModel::RowRole).value<library::PageRow>();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool active = option.state.testFlag(QStyle::State_Active);
    const QPalette& palette = option.palette;
    const QColor accent = palette.color(QPalette::Active, QPalette::Highlight);
    const QColor base = palette.color(QPalette::Base);
    painter->save();
    painter->setClipRect(option.rect);
    // A selected row is tinted, not filled: marks and found words keep their colours.
    const QColor background = selected ? mixed(accent, base, active ? 0.16F : 0.10F) : base;
    painter->fillRect(option.rect, background);
    if (selected)
        painter->fillRect(QStyle::visualRect(option.direction, option.rect,
                                             QRect(option.rect.topLeft(), QSize(3, option.rect.height()))),
                          accent);
    painter->fillRect(QRect(option.rect.left() + side, option.rect.bottom(), option.rect.width() - 2 * side, 1),
                      hairline(palette));

    const QFont title = titleFont(option.font);
    const QFont small = smallFont(option.font);
    const QColor muted = mutedText(palette);
    const int titleHeight = QFontMetrics(title).lineSpacing();
    const int smallHeight = QFontMetrics(small).lineSpacing();
    const auto place = [&](int x, int y, int width, int height) {
        return QRectF(QStyle::visualRect(option.direction, option.rect,
                                         QRect(option.rect.left() + x, option.rect.top() + y, width, height)));
    };
    const int left = side + markWidth;
    const int width = option.rect.width() - left - side;
    int y = above;
    const bool unread = !page.readAt && page.snapshots > 0;
    if (unread) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(accent);
        painter->drawEllipse(place(side, y + titleHeight / 2 - 4, 8, 8));
    }
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool star = page.starred || hovered || selected;
    if (star && page.id != 0)
        paintIcon(*painter, page.starred ? Icon::StarFilled : Icon::Star, starBox(option),
                  page.starred ? QColor(0xd9, 0x97, 0x0b) : muted);
    const Snippet shown{models::oneLine(page.title.isEmpty() ? page.link : page.title), {}};
    paintText(*painter, place(left, y, width - starSize - 6, titleHeight), shown, 1, title,
              unread || selected ? palette.color(QPalette::Text) : mixed(palette.color(QPalette::Text), base, 0.85F),
              {}, option.direction);
    y += titleHeight + between;

    const QString facts = models::pageFacts(page, QDateTime::currentDateTimeUtc());
    const QFontMetrics metrics(small);
    const QColor factInk = page.lastError.isEmpty() ? muted : warm(palette);
    const bool marked = !page.lastError.isEmpty() || library::standsForAnother(page.flag);
    const int markRoom = marked ? markSize + 4 : 0;
    if (marked)
        paintIcon(*painter, Icon::Warning, place(left, y + (smallHeight - markSize) / 2, markSize, markSize).toRect(),
                  factInk);
    painter->setFont(small);
    painter->setPen(factInk);
    const int factsWidth = qMin(width - markRoom, metrics.horizontalAdvance(facts) + 1);
    painter->drawText(place(left + markRoom, y, factsWidth, smallHeight),
                      Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(facts, Qt::ElideRight, width - markRoom));
    int x = left + markRoom + factsWidth + 10;
    for (const QString& tag : page.tags) {
        const QString shortTag = metrics.elidedText(tag, Qt::ElideRight, 120);
        const int tagWidth = metrics.horizontalAdvance(shortTag) + 12;
        if (x + tagWidth > left + width)
            break;
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(mixed(accent, background, 0.14F));
        const QRectF box = place(x, y, tagWidth, smallHeight + 1);
        painter->drawRoundedRect(box, 4, 4);
        painter->setPen(palette.color(QPalette::Text));
        painter->drawText(box, Qt::AlignCenter | Qt::TextSingleLine, shortTag);
        x += tagWidth + 4;
    }
    y += smallHeight + between;

    const QString found = index.data(models::PageListModel::SnippetRole).toString();
    const Snippet snippet = found.isEmpty() ? Snippet{models::oneLine(excerptOf(page)), {}} : Snippet::parse(found);
    paintText(*painter, place(left, y, width, smallHeight * excerptLines), snippet, excerptLines, small, muted,
              isDark(palette) ? QColor(0x5c, 0x4d, 0x12) : QColor(0xff, 0xec, 0x99), option.direction);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(accent, 1));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(4.5, 1.5, -4.5, -2.5), 4, 4);
    }
    painter->restore();
}

bool PageRowDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem&,
                                const QModelIndex& index) {
    if (event->type() != QEvent::ToolTip)
        return false;
    const auto page = index.data(models::PageListModel::RowRole).value<library::PageRow>();
    if (page.id == 0)
        return false;
    QToolTip::showText(event->globalPos(), models::plainToolTip(models::pageDetails(page).join(QLatin1Char('\n'))),
                       view);
    return true;
}

bool PageRowDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease && event->type() != QEvent::MouseButtonPress)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton || !starBox(option).contains(mouse->position().toPoint()))
        return false;
    const auto page = index.data(models::PageListModel::RowRole).value<library::PageRow>();
    if (page.id != 0 && event->type() == QEvent::MouseButtonRelease)
        Q_EMIT starClicked(page.id, !page.starred);
    return true;
}

} // namespace ui
