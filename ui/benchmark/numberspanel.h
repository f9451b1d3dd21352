#pragma once

#include "bench/loadrun.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace ui {

// The figures of a run, large: those of one that goes on, or of one that has ended.
class NumbersPanel : public QWidget {
    Q_OBJECT

public:
    explicit NumbersPanel(QWidget* parent = nullptr);

    void showTick(const bench::LoadTick& tick);
    void showResult(const bench::LoadResult& result);
    void clear();

private:
    struct Number {
        QLabel* caption = nullptr;
        QLabel* value = nullptr;
    };

    void add(QGridLayout* grid, const char* name, const QString& caption, int row, int column,
             const QString& help = {});
    void set(const char* name, const QString& value);
    void setCaption(const char* name, const QString& caption);
    void setLoop(bool isOpen);
    void setPercentiles(const measure::Histogram& latency);
    void setErrors(quint64 failed, quint64 completed);
    void setRate(double perMinute, std::optional<double> share);

    QHash<QByteArray, Number> m_numbers;
    QString m_percentileHelp; // where there is one
};

} // namespace ui
