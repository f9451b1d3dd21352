#pragma once

#include "bench/peerrun.h"

#include <QAbstractTableModel>
#include <QList>

namespace models {

// How Tidemark's engines and other load programs did on the same work: a row each, in a fixed order.
class PeerTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, PerMinute, Cpu, Memory, Errors, Server, Remark, columns };

    // One bar of the chart.
    struct Bar {
        QString name;
        double perMinute = 0;
        bool serverBound = false;

        bool operator==(const Bar&) const = default;
    };

    explicit PeerTable(QObject* parent = nullptr);

    void set(const QList<bench::PeerRow>& rows); // cells that change say so: nothing that is selected is lost
    QList<Bar> bars() const;                     // of those that were measured, the fastest first
    QString toText() const;                      // cells between tabs, with the header: for the clipboard

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString textOf(const bench::PeerRow& row, int column) const;
    QString figureOf(const bench::PeerRow& row, int column) const;
    QString remarkOf(const bench::PeerRow& row) const;

    QList<bench::PeerRow> m_rows;
};

QString peerWorkText(const bench::PeerWork& work); // what each of them does, as a sentence

} // namespace models
