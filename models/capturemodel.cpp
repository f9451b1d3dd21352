#include "models/capturemodel.h"

#include "models/format.h"

#include <QCoreApplication>

namespace models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

constexpr int longestLink = 8'192;

QString outcomeName(const QByteArray& outcome) {
    if (outcome == "stored")
        return Words::tr("Archived");
    if (outcome == "failed")
        return Words::tr("Failed");
    if (outcome == "cancelled")
        return Words::tr("Cancelled");
    return QString::fromLatin1(outcome);
}

QString duration(const library::CaptureRow& capture) {
    return durationText(std::chrono::milliseconds(qMax<qint64>(capture.startedAt.msecsTo(capture.finishedAt), 0)));
}

// Every hop, then where it ended and what went wrong.
QStringList detail(const library::CaptureRow& capture) {
    QStringList lines;
    for (const QString& hop : capture.redirects)
        lines.append(isolated(oneLine(hop, longestLink)));
    if (!capture.finalLink.isEmpty() && !capture.redirects.isEmpty())
        lines.append(Words::tr("ended at %1").arg(isolated(oneLine(capture.finalLink, longestLink))));
    if (!capture.errorText.isEmpty())
        lines.append(oneLine(capture.errorText, longestLink + 1'000));
    return lines;
}

} // namespace

CaptureModel::CaptureModel(QObject* parent)
    : QAbstractTableModel(parent) {}

int CaptureModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_captures.size());
}

int CaptureModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CaptureModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const library::CaptureRow& capture = m_captures.at(index.row());
    if (role == Qt::DisplayRole)
        return text(capture, index.column());
    if (role == DetailRole)
        return detail(capture).join(QLatin1Char('\n'));
    if (role == Qt::TextAlignmentRole && index.column() >= Status && index.column() <= Duration)
        return QVariant::fromValue(Qt::AlignTrailing | Qt::AlignVCenter);
    return {};
}

QString CaptureModel::text(const library::CaptureRow& capture, int column) const {
    switch (column) {
    case Started:
        return exactTime(capture.startedAt);
    case Outcome:
        return outcomeName(capture.outcome);
    case Status:
        return capture.status > 0 ? QString::number(capture.status) : QString();
    case Attempts:
        return countText(capture.attempts);
    case Size:
        return sizeText(capture.bytes);
    case Duration:
        return duration(capture);
    case Detail:
        return detail(capture).join(QStringLiteral(" → "));
    default:
        return {};
    }
}

QVariant CaptureModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Started:
        return Words::tr("Started");
    case Outcome:
        return Words::tr("Outcome");
    case Status:
        return Words::tr("Status");
    case Attempts:
        return Words::tr("Attempts");
    case Size:
        return Words::tr("Size");
    case Duration:
        return Words::tr("Time");
    case Detail:
        return Words::tr("Redirects and errors");
    default:
        return {};
    }
}

void CaptureModel::setCaptures(const QList<library::CaptureRow>& captures) {
    beginResetModel();
    m_captures = captures;
    endResetModel();
}

} // namespace models
