#include "tests/ui/benchmark/benchfixture.h"
#include "ui/benchmark/chartboard.h"
#include "ui/charts/chartstyle.h"

#include <QApplication>

using namespace Qt::StringLiterals;

// What names the lines of the charts.
class ChartLegendTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_palette = QApplication::palette(); }
    void cleanup() { QApplication::setPalette(m_palette); }

    void manyLongNamesWrapAndWidenNothing() {
        ui::ChartBoard board;
        const int alone = board.minimumSizeHint().width();
        board.show();
        board.resize(alone, 600);
        draw(board, QString(60, u'W'));
        const QList<QLabel*> labels = legend(board);
        QCOMPARE(labels.size(), 6);
        QTRY_VERIFY(labels.last()->isVisible()); // only then they take room
        const int least = board.minimumSizeHint().width();
        QVERIFY2(least <= qMax(alone, 400), qPrintable(QString::number(least)));
        board.resize(qMax(alone, 400), 600);
        const auto* place = board.findChild<QWidget*>(u"chartLegend"_s);
        QTRY_VERIFY(labels.last()->y() > labels.first()->y());
        for (const QLabel* label : labels) {
            QVERIFY(place->rect().contains(label->geometry()));
            QVERIFY(label->width() >= label->sizeHint().width());
            QCOMPARE(label->toolTip().count(u'W'), 60);
        }
        QCOMPARE(place->accessibleName().count(u'W'), 6 * 60);
    }

    void itsColoursFollowTheTheme() {
        ui::ChartBoard board;
        board.show();
        draw(board, u"a run"_s);
        QPalette dark(QColor(40, 40, 40));
        dark.setColor(QPalette::Highlight, QColor(250, 170, 90));
        const QColor before = legend(board).first()->palette().color(QPalette::WindowText);
        QApplication::setPalette(dark);
        QTRY_COMPARE(board.palette().color(QPalette::Window), QColor(40, 40, 40));
        const QList<QLabel*> labels = legend(board);
        for (int at = 0; at < labels.size(); ++at)
            QCOMPARE(labels.at(at)->palette().color(QPalette::WindowText), ui::lineColour(board.palette(), at));
        QVERIFY(labels.first()->palette().color(QPalette::WindowText) != before);
    }

    void itGoesWithTheLinesAndTheThemeMayChangeThen() {
        ui::ChartBoard board;
        board.show();
        draw(board, u"a run"_s);
        QCOMPARE(legend(board).size(), 6);
        board.draw({}, {});
        QPalette dark(QColor(40, 40, 40));
        QApplication::setPalette(dark);
        QTRY_COMPARE(board.palette().color(QPalette::Window), QColor(40, 40, 40));
        QCOMPARE(legend(board).size(), 0);
        draw(board, u"a run"_s);
        QCOMPARE(legend(board).size(), 6);
    }

private:
    void draw(ui::ChartBoard& board, const QString& name) {
        QList<ui::ChartBoard::Line> lines;
        for (int at = 0; at < 6; ++at)
            lines.append({name, &m_run.series, &m_run.result.total.latency, at});
        board.draw(lines, {});
    }

    static QList<QLabel*> legend(const ui::ChartBoard& board) {
        return board.findChild<QWidget*>(u"chartLegend"_s)->findChildren<QLabel*>();
    }

    const bench::StoredRun m_run = stage::madeUpRun(u"x"_s, 500);
    QPalette m_palette;
};

QTEST_MAIN(ChartLegendTest)
#include "tst_chartlegend.moc"
