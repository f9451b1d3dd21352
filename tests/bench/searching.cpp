// How long a search takes as the window asks it: from the query to its first hits, to the rows of those with their
// snippets, and to the whole list of hits. Queries are made of words of the library's own pages: of every kind, from
// common to rare, one and several, phrases, beginnings as they are typed, and best first.
//
//   searching LIBRARY [TIMES]

#include "library/library.h"
#include "measure/histogram.h"
#include "models/pagelistmodel.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <cstdio>
#include <functional>

namespace {

constexpr int rowsOnScreen = 12;

struct Times {
    measure::Histogram first;
    measure::Histogram shown;
    measure::Histogram all;

    void merge(const Times& others) {
        first.merge(others.first);
        shown.merge(others.shown);
        all.merge(others.all);
    }
};

class Searcher {
public:
    Searcher(library::Library& library, Times& times)
        : m_model(library) {
        const auto first = [&] {
            if (std::exchange(m_waitsForHits, false))
                times.first.record(m_clock.nsecsElapsed() / 1000);
            m_model.setShown(0, std::min(rowsOnScreen, m_model.rowCount()) - 1);
        };
        QObject::connect(&m_model, &QAbstractItemModel::modelReset, &m_model, first);
        QObject::connect(&m_model, &QAbstractItemModel::rowsInserted, &m_model, first);
        QObject::connect(&m_model, &QAbstractItemModel::dataChanged, &m_model, [&] {
            if (m_waitsForRows && !m_waitsForHits && m_model.index(0).data(models::PageListModel::RowRole).isValid()) {
                m_waitsForRows = false;
                times.shown.record(m_clock.nsecsElapsed() / 1000);
            }
        });
        QObject::connect(&m_model, &models::PageListModel::found, &m_model, [&] {
            if (std::exchange(m_waitsForHits, false))
                times.first.record(m_clock.nsecsElapsed() / 1000);
            if (m_model.rowCount() == 0)
                m_waitsForRows = false;
            m_waitsForAll = false;
            times.all.record(m_clock.nsecsElapsed() / 1000);
        });
    }

    void search(const QString& text, bool byRank) {
        library::PageQuery nothing; // so that every search starts from the same list: an empty one
        nothing.search = QStringLiteral("nosuchwordanywhere");
        m_model.setQuery(nothing);
        while (m_model.isReading() || m_model.rowCount() > 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        library::PageQuery query;
        query.search = text;
        m_waitsForHits = m_waitsForRows = m_waitsForAll = true;
        m_clock.start();
        m_model.setQuery(query, byRank);
        while (m_waitsForHits || m_waitsForRows || m_waitsForAll)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

private:
    models::PageListModel m_model;
    QElapsedTimer m_clock;
    bool m_waitsForHits = false;
    bool m_waitsForRows = false;
    bool m_waitsForAll = false;
};

// A word of a page's title or beginning.
QString wordOf(library::Library& library, QRandomGenerator& random, qsizetype pages,
               const QList<library::PageId>& ids) {
    for (;;) {
        const auto rows = library.here().pages.rows({ids.at(random.bounded(static_cast<int>(pages)))});
        if (!rows || rows->isEmpty())
            continue;
        QStringList words;
        for (const QString& word :
             QString(rows->first().title % u' ' % rows->first().excerpt).split(QLatin1Char(' '))) {
            if (word.size() > 1 &&
                std::all_of(word.begin(), word.end(), [](QChar at) { return at.isLetterOrNumber(); }))
                words.append(word);
        }
        if (!words.isEmpty())
            return words.at(random.bounded(static_cast<int>(words.size())));
    }
}

void print(const char* name, const Times& times) {
    const auto line = [](const measure::Histogram& histogram) {
        return QStringLiteral("p50 %1 p95 %2 max %3")
            .arg(double(histogram.percentileOfAny(0.5)) / 1000, 7, 'f', 1)
            .arg(double(histogram.percentileOfAny(0.95)) / 1000, 7, 'f', 1)
            .arg(double(histogram.maximum()) / 1000, 7, 'f', 1);
    };
    std::printf("%-22s %4llu   first hits %s   rows %s   all %s ms\n", name,
                static_cast<unsigned long long>(times.first.count()), qPrintable(line(times.first)),
                qPrintable(line(times.shown)), qPrintable(line(times.all)));
}

} // namespace

int main(int count, char** values) {
    const QCoreApplication application(count, values);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "searching LIBRARY [TIMES]\n");
        return 2;
    }
    const int times = arguments.size() > 2 ? arguments[2].toInt() : 40;
    const auto opened = library::Library::open({arguments[1], library::OpenMode::ReadWrite, true});
    if (!opened) {
        std::fprintf(stderr, "%s\n", qPrintable(opened.error().message));
        return 3;
    }
    library::Library& library = **opened;
    const QList<library::PageId> ids = library.here().pages.ids({}).valueOr({});
    if (ids.isEmpty())
        return 3;
    QRandomGenerator random(20); // the same queries every time
    const auto word = [&] { return wordOf(library, random, ids.size(), ids); };
    struct Kind {
        const char* name;
        std::function<QString()> query;
        bool byRank = false;
    };
    // The window takes the last word for a beginning while it is typed.
    const Kind kinds[] = {
        {"two letters*", [&] { return QString(word().left(2) % u'*'); }},
        {"three letters*", [&] { return QString(word().left(3) % u'*'); }},
        {"one word*", [&] { return QString(word() % u'*'); }},
        {"two words*", [&] { return QString(word() % u' ' % word() % u'*'); }},
        {"three words*", [&] { return QString(word() % u' ' % word() % u' ' % word() % u'*'); }},
        {"one word", word},
        {"a phrase", [&] { return QString(u'"' % word() % u' ' % word() % u'"'); }},
        {"one without another*", [&] { return QString(word() % u" -" % word() % u'*'); }},
        {"one word*, best", [&] { return QString(word() % u'*'); }, true},
        {"two words*, best", [&] { return QString(word() % u' ' % word() % u'*'); }, true},
    };
    std::printf("%lld pages\n", static_cast<long long>(ids.size()));
    Times every;
    for (const Kind& kind : kinds) {
        Times taken;
        Searcher searcher(library, taken);
        for (int at = 0; at < times; ++at)
            searcher.search(kind.query(), kind.byRank);
        print(kind.name, taken);
        every.merge(taken);
    }
    print("all searches", every);
}
