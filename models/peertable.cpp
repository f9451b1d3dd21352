#include "models/peertable.h"

#include "models/benchformat.h"
#include "models/format.h"

#include <QLocale>

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

PeerTable::PeerTable(QObject* parent)
    : QAbstractTableModel(parent) {}

void PeerTable::set(const QList<bench::PeerRow>& rows) {
    const bool sameKinds = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                      [](const auto& one, const auto& other) { return one.kind == other.kind; });
    if (!sameKinds) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    m_rows = rows;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

QList<PeerTable::Bar> PeerTable::bars() const {
    QList<Bar> bars;
    for (const bench::PeerRow& row : m_rows) {
        if (row.state == bench::PeerState::Measured)
            bars.append({bench::peerName(row.kind), row.perMinute(), row.isServerBound()});
    }
    std::stable_sort(bars.begin(), bars.end(),
                     [](const Bar& one, const Bar& other) { return one.perMinute > other.perMinute; });
    return bars;
}

QString PeerTable::toText() const {
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < columns; ++column)
        cells << headerData(column, Qt::Horizontal).toString();
    lines << cells.join(u'\t');
    for (const bench::PeerRow& row : m_rows) {
        cells.clear();
        for (int column = 0; column < columns; ++column)
            cells << oneLine(textOf(row, column));
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

int PeerTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PeerTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant PeerTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bench::PeerRow& row = m_rows.at(index.row());
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return column > Name && column < Remark ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    if (role == Qt::ToolTipRole && (column == Name || column == Remark))
        return plainToolTip(column == Name ? bench::peerSentence(row.kind) : textOf(row, column));
    return role == Qt::DisplayRole ? QVariant(textOf(row, column)) : QVariant();
}

QVariant PeerTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const bool figures = section > Name && section < Remark;
    if (role == Qt::TextAlignmentRole)
        return QVariant((figures ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Client");
    case PerMinute:
        return tr("Requests/min");
    case Cpu:
        return tr("CPU for 1,000");
    case Memory:
        return tr("Peak memory");
    case Errors:
        return tr("Errors");
    case Server:
        return tr("Server busy");
    default:
        return tr("What it is");
    }
}

QString PeerTable::textOf(const bench::PeerRow& row, int column) const {
    if (column == Name)
        return bench::peerName(row.kind);
    if (column == Remark)
        return remarkOf(row);
    return row.state == bench::PeerState::Measured ? figureOf(row, column) : unknownText();
}

QString PeerTable::figureOf(const bench::PeerRow& row, int column) const {
    switch (column) {
    case PerMinute:
        return perMinuteText(row.perMinute());
    case Cpu:
        return latencyText(row.cpuMsPerThousand());
    case Memory:
        return row.use.peakRssBytes > 0 ? memoryText(row.use.peakRssBytes) : unknownText();
    case Errors:
        return countText(row.counts.failed);
    default:
        return row.serverShare ? shareText(*row.serverShare) : unknownText();
    }
}

QString PeerTable::remarkOf(const bench::PeerRow& row) const {
    switch (row.state) {
    case bench::PeerState::Waiting:
        return bench::peerSentence(row.kind);
    case bench::PeerState::Running:
        return tr("Fires now …");
    case bench::PeerState::Measured:
        return row.isServerBound() ? tr("Server-bound: it could do more. Compare the CPU.")
                                   : bench::peerSentence(row.kind);
    case bench::PeerState::Missing:
    case bench::PeerState::Failed:
        return row.why;
    case bench::PeerState::NotRun:
        return tr("Stopped before it had ended.");
    }
    return {};
}

QString peerWorkText(const bench::PeerWork& work) {
    return PeerTable::tr(
               "Each fires for %1 s over %2 connections that stay open at a test server on this computer that "
               "answers with %3. Threads of those that can be told: %4; “sequential” has one connection.")
        .arg(countText(work.time.count()), countText(work.connections), sizeText(work.bodySize),
             countText(work.threads));
}

} // namespace models
