#include "models/entrylistmodel.h"

#include "models/format.h"

namespace models {

namespace {
constexpr int longestDetail = 10'000; // characters: a link is no longer
}

EntryListModel::EntryListModel(QObject* parent)
    : QAbstractTableModel(parent) {}

void EntryListModel::add(const QList<formats::EntryResult>& results) {
    const qsizetype room = qBound<qsizetype>(0, mostRows - m_results.size(), results.size());
    QList<formats::EntryResult> kept = results.first(room);
    for (qsizetype i = room; i < results.size(); ++i) {
        if (results[i].ok() || m_failedBeyond >= mostRows)
            continue;
        ++m_failedBeyond;
        kept << results[i];
    }
    m_leftOut += results.size() - kept.size();
    if (kept.isEmpty())
        return;
    const auto first = static_cast<int>(m_results.size());
    beginInsertRows({}, first, first + static_cast<int>(kept.size()) - 1);
    m_results += kept;
    endInsertRows();
}

void EntryListModel::clear() {
    beginResetModel();
    m_results.clear();
    m_leftOut = 0;
    m_failedBeyond = 0;
    endResetModel();
}

int EntryListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_results.size());
}

int EntryListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant EntryListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const formats::EntryResult& result = m_results.at(index.row());
    if (role == FailedRole)
        return !result.ok();
    if (role == DetailRole) {
        const QString entry = oneLine(result.link.isEmpty() ? result.name : result.link, longestDetail);
        return QString(entry % QLatin1Char('\n') % oneLine(result.message, longestDetail)).trimmed();
    }
    if (role == Qt::ToolTipRole)
        return plainToolTip(oneLine(result.message.isEmpty() ? result.link : result.message));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Result:
        return outcomeWord(result.outcome);
    case Entry:
        return oneLine(result.link.isEmpty() ? result.name : result.link);
    case Message:
        return oneLine(result.message);
    default:
        return {};
    }
}

QVariant EntryListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Result:
        return tr("Result");
    case Entry:
        return tr("Entry");
    case Message:
        return tr("Remark");
    default:
        return {};
    }
}

QString outcomeWord(formats::Outcome outcome) {
    switch (outcome) {
    case formats::Outcome::Done:
        return EntryListModel::tr("Done");
    case formats::Outcome::Noted:
        return EntryListModel::tr("Done, with a remark");
    case formats::Outcome::Unchanged:
        return EntryListModel::tr("There already");
    case formats::Outcome::Skipped:
        return EntryListModel::tr("Left out");
    case formats::Outcome::Failed:
        return EntryListModel::tr("Failed");
    }
    return {};
}

QString tallyText(const formats::Tally& tally) {
    QStringList parts{EntryListModel::tr("%1 done").arg(countText(tally.done))};
    if (tally.unchanged > 0)
        parts << EntryListModel::tr("%1 there already").arg(countText(tally.unchanged));
    if (tally.skipped > 0)
        parts << EntryListModel::tr("%1 left out").arg(countText(tally.skipped));
    if (tally.failed > 0)
        parts << EntryListModel::tr("%1 failed").arg(countText(tally.failed));
    return parts.join(QStringLiteral(" · "));
}

} // namespace models
