#include "ui/archive/jobdelegate.h"

#include "library/standin.h"
#include "models/joblistmodel.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>

namespace ui {

using models::JobListModel;

namespace {

constexpr int gap = JobDelegate::gap;
constexpr int shapeSide = 16;

struct Inks {
    QColor text, muted, accent;
};

Inks inksOf(const QPalette& palette) {
    return {palette.color(QPalette::Text), mutedText(palette), palette.color(QPalette::Active, QPalette::Highlight)};
}

// A chosen row is tinted, not filled, as in the library's list: its shapes and words keep their colours.
void drawBackground(QPainter* painter, const QStyleOptionViewItem& option, int column) {
    if (!(option.state & QStyle::State_Selected))
        return;
    const QColor accent = option.palette.color(QPalette::Active, QPalette::Highlight);
    QColor tint = accent;
    tint.setAlphaF(option.state & QStyle::State_Active ? 0.18F : 0.11F);
    painter->fillRect(option.rect, option.palette.color(QPalette::Base)); // over what the table has filled it with
    painter->fillRect(option.rect, tint);
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    if (table && table->horizontalHeader()->visualIndex(column) == 0) {
        const QRect edge(option.rect.topLeft(), QSize(3, option.rect.height()));
        painter->fillRect(QStyle::visualRect(option.direction, option.rect, edge), accent);
    }
}

QFont smaller(QFont font) {
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

void drawLine(QPainter* painter, const QRect& box, const QFont& font, const QColor& ink, const QString& text,
              Qt::TextElideMode elide, Qt::Alignment alignment) {
    painter->setFont(font);
    painter->setPen(ink);
    // A title or "310 ms" reads in its own direction whatever the window's is.
    painter->setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    const QString shown = QFontMetrics(font).elidedText(text, elide, box.width());
    painter->drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine, shown);
}

// One line in the middle, or two that share the height.
void drawLines(QPainter* painter, const QStyleOptionViewItem& option, const QRect& box, const QString& first,
               const QString& second, const Inks& inks, Qt::TextElideMode elide = Qt::ElideRight) {
    const Qt::Alignment side = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    if (second.isEmpty()) {
        drawLine(painter, box, option.font, inks.text, first, Qt::ElideRight, side | Qt::AlignVCenter);
        return;
    }
    const QRect upper(box.left(), box.top(), box.width(), box.height() / 2 + 1);
    const QRect lower(box.left(), upper.bottom(), box.width(), box.height() - upper.height());
    drawLine(painter, upper, option.font, inks.text, first, Qt::ElideRight, side | Qt::AlignBottom);
    drawLine(painter, lower, smaller(option.font), inks.muted, second, elide, side | Qt::AlignVCenter);
}

// A sentence that may take two lines.
void drawSentence(QPainter* painter, const QStyleOptionViewItem& option, const QRect& box, const QString& text,
                  const Inks& inks) {
    const QFontMetrics metrics(option.font);
    if (metrics.horizontalAdvance(text) <= box.width()) {
        drawLines(painter, option, box, text, {}, inks);
        return;
    }
    qsizetype end = 0;
    for (qsizetype at = text.indexOf(u' '); at > 0; at = text.indexOf(u' ', at + 1)) {
        if (metrics.horizontalAdvance(text.left(at)) > box.width())
            break;
        end = at;
    }
    if (end == 0) {
        drawLines(painter, option, box, text, {}, inks);
        return;
    }
    const Qt::Alignment side = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    const QRect upper(box.left(), box.top(), box.width(), box.height() / 2 + 1);
    const QRect lower(box.left(), upper.bottom(), box.width(), box.height() - upper.height());
    drawLine(painter, upper, option.font, inks.text, text.left(end), Qt::ElideRight, side | Qt::AlignBottom);
    drawLine(painter, lower, option.font, inks.text, text.mid(end + 1), Qt::ElideRight, side | Qt::AlignVCenter);
}

Icon shapeOf(library::JobState state, bool flagged) {
    switch (state) {
    case library::JobState::Running:
        return Icon::Half;
    case library::JobState::Done:
        return flagged ? Icon::Warning : Icon::Check;
    case library::JobState::Failed:
        return Icon::Cancel;
    case library::JobState::Cancelled:
        return Icon::Dash;
    case library::JobState::Waiting:
        break;
    }
    return Icon::Circle;
}

void drawState(QPainter* painter, const QStyleOptionViewItem& option, const QRect& box, const QModelIndex& index,
               const Inks& inks) {
    const auto state = static_cast<library::JobState>(index.data(JobListModel::StateRole).toInt());
    const bool strong = state == library::JobState::Running || state == library::JobState::Done;
    const bool failed = state == library::JobState::Failed;
    const bool flagged =
        state == library::JobState::Done && library::standsForAnother(index.data(JobListModel::FlagRole).toByteArray());
    const QRect shape =
        QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, {shapeSide, shapeSide}, box);
    const QColor& ink = flagged || failed ? inks.text : strong ? inks.accent : inks.muted;
    paintIcon(*painter, shapeOf(state, flagged), shape, ink);
    const QRect word = option.direction == Qt::RightToLeft ? box.adjusted(0, 0, -shapeSide - gap, 0)
                                                           : box.adjusted(shapeSide + gap, 0, 0, 0);
    QFont font = option.font;
    if (failed)
        font.setWeight(QFont::DemiBold);
    drawLine(painter, word, font, state == library::JobState::Waiting ? inks.muted : inks.text, index.data().toString(),
             Qt::ElideRight, QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter);
}

void drawProgress(QPainter* painter, const QStyleOptionViewItem& option, const QRect& box, const QModelIndex& index,
                  const Inks& inks) {
    const auto state = static_cast<library::JobState>(index.data(JobListModel::StateRole).toInt());
    if (state != library::JobState::Running)
        return;
    const double share = index.data(JobListModel::ShareRole).toDouble();
    const int words = share >= 0 ? option.fontMetrics.horizontalAdvance(QStringLiteral("100 %")) + gap : 0;
    const QRect bar = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter,
                                          {qMax(24, box.width() - words), 6}, box);
    QColor trough = inks.text;
    trough.setAlphaF(0.14F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(trough);
    painter->drawRoundedRect(bar, 3, 3);
    painter->setBrush(inks.accent);
    if (share < 0) // length unknown: a stretch in the middle, still, so that a long list stays calm
        painter->drawRoundedRect(bar.adjusted(bar.width() / 3, 0, -bar.width() / 3, 0), 3, 3);
    else if (share > 0)
        painter->drawRoundedRect(QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter,
                                                     {qMax(6, qRound(share * bar.width())), 6}, bar),
                                 3, 3);
    drawLine(painter, box, option.font, inks.text, index.data().toString(), Qt::ElideRight,
             QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter);
}

bool offersRetry(const QModelIndex& index) {
    return index.column() == JobListModel::Outcome && index.data(JobListModel::LoadedRole).toBool() &&
           index.data(JobListModel::StateRole).toInt() == int(library::JobState::Failed);
}

QRect retryBox(const QStyleOptionViewItem& option) {
    const int width = option.fontMetrics.horizontalAdvance(JobDelegate::tr("Retry")) + 2 * gap;
    const QRect inner = option.rect.adjusted(gap, 0, -gap, 0);
    return QStyle::alignedRect(option.direction, Qt::AlignRight | Qt::AlignVCenter,
                               {width, option.fontMetrics.height() + gap}, inner);
}

void drawRetry(QPainter* painter, const QStyleOptionViewItem& option, const Inks& inks) {
    const QRect box = retryBox(option);
    QColor edge = inks.text;
    edge.setAlphaF(0.35F);
    painter->setPen(QPen(edge, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    drawLine(painter, box, option.font, inks.text, JobDelegate::tr("Retry"), Qt::ElideNone, Qt::AlignCenter);
}

} // namespace

JobDelegate::JobDelegate(QObject* parent)
    : QStyledItemDelegate(parent) {}

int JobDelegate::rowHeight(const QFontMetrics& metrics) {
    return 2 * metrics.height() + gap + 2;
}

QSize JobDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {QStyledItemDelegate::sizeHint(option, index).width() + 2 * gap, rowHeight(option.fontMetrics)};
}

void JobDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    drawBackground(painter, option, index.column());
    const Inks inks = inksOf(option.palette);
    QRect box = option.rect.adjusted(gap, 3, -gap, -3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (!index.data(JobListModel::LoadedRole).toBool()) {
        if (index.column() == JobListModel::Page)
            drawLines(painter, option, box, QString(QChar(0x2026)), {}, {inks.muted, inks.muted, inks.muted});
        painter->restore();
        return;
    }
    switch (index.column()) {
    case JobListModel::State:
        drawState(painter, option, box, index, inks);
        break;
    case JobListModel::Page: {
        const QString link = index.data(JobListModel::LinkRole).toString().left(500);
        drawLines(painter, option, box, index.data().toString(),
                  index.data(JobListModel::TitleRole).toString().isEmpty() ? QString() : link, inks, Qt::ElideMiddle);
        break;
    }
    case JobListModel::Progress:
        drawProgress(painter, option, box, index, inks);
        break;
    case JobListModel::Outcome:
        if (offersRetry(index)) {
            drawRetry(painter, option, inks);
            const int taken = retryBox(option).width() + gap;
            box = option.direction == Qt::RightToLeft ? box.adjusted(taken, 0, 0, 0) : box.adjusted(0, 0, -taken, 0);
        }
        if (const QString advice = index.data(JobListModel::AdviceRole).toString(); !advice.isEmpty())
            drawLines(painter, option, box, index.data().toString(), advice, inks);
        else
            drawSentence(painter, option, box, index.data().toString(), inks);
        break;
    default:
        drawLine(painter, box, option.font, inks.text, index.data().toString(), Qt::ElideRight,
                 QStyle::visualAlignment(option.direction, Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt())));
    }
    painter->restore();
}

bool JobDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                              const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease || !offersRetry(index))
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton || !retryBox(option).contains(mouse->position().toPoint()))
        return false;
    Q_EMIT retryWanted(index.data(JobListModel::IdRole).toLongLong());
    return true;
}

} // namespace ui
