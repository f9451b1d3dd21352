#include "net/loadroutes.h"

#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;
using net::LoadRoutes;

namespace {

constexpr int ofOneGroup = 6; // connections of a QNetworkAccessManager to one host and port

std::vector<LoadRoutes::Place> takeAll(LoadRoutes& routes, net::LoadRoute& route, int count) {
    std::vector<LoadRoutes::Place> places;
    for (int i = 0; i < count; ++i)
        places.push_back(routes.take(route));
    return places;
}

} // namespace

class LoadRoutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void placeGivenBackLastIsTakenFirst() {
        LoadRoutes routes({}, nullptr);
        net::LoadRoute& route = routes.routeTo(QUrl(u"http://127.0.0.1:9/"_s));
        const auto places = takeAll(routes, route, 3 * ofOneGroup);
        for (const LoadRoutes::Place& place : places)
            routes.give(place);
        QCOMPARE(routes.take(route).group, places.back().group);
    }

    // Else the request that found nothing to connect with would find nothing for ever, while idle connections of the
    // other groups hold all that there is.
    void groupWithoutConnectionsIsTakenLast() {
        LoadRoutes routes({}, nullptr);
        net::LoadRoute& route = routes.routeTo(QUrl(u"http://127.0.0.1:9/"_s));
        const auto places = takeAll(routes, route, 3 * ofOneGroup);
        for (const LoadRoutes::Place& place : places)
            routes.give({.route = &route, .group = place.group, .bare = place.group == places.back().group});
        const auto again = takeAll(routes, route, 3 * ofOneGroup);
        for (int i = 0; i < 2 * ofOneGroup; ++i)
            QVERIFY(again.at(size_t(i)).group != places.back().group);
        for (int i = 2 * ofOneGroup; i < 3 * ofOneGroup; ++i)
            QCOMPARE(again.at(size_t(i)).group, places.back().group);
    }

    void everyPlaceIsThereOnceHoweverItCameBack() {
        LoadRoutes routes({}, nullptr);
        net::LoadRoute& route = routes.routeTo(QUrl(u"http://127.0.0.1:9/"_s));
        for (int round = 0; round < 4; ++round) {
            const auto places = takeAll(routes, route, 4 * ofOneGroup);
            std::vector<int> perGroup(4, 0);
            for (const LoadRoutes::Place& place : places)
                ++perGroup.at(size_t(place.group));
            QCOMPARE(perGroup, std::vector<int>(4, ofOneGroup));
            for (const LoadRoutes::Place& place : places)
                routes.give({.route = &route, .group = place.group, .bare = (place.group + round) % 3 == 0});
        }
    }
};

QTEST_GUILESS_MAIN(LoadRoutesTest)
#include "tst_loadroutes.moc"
