#pragma once

#include "net/loadclient.h"
#include "net/resolver.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <vector>

namespace net {

// The way to one origin: its address, looked up once, and connections in groups of 6 (see net/connections.h), each with
// a request made ready.
struct LoadRoute {
    enum class State { Asking, Known, Failed } state = State::Asking;
    QString host; // lower case, ASCII
    int port = 0;
    bool tls = false;
    QHostAddress address;
    ErrorKind failure = ErrorKind::None;
    QUrl link; // that the requests made ready are for
    std::vector<QNetworkRequest> groups;
    std::vector<int> free;                      // groups, once for each connection of theirs that is not taken
    std::vector<std::function<void()>> waiting; // for the address
};

// All origins of a load and the managers that connect to them.
class LoadRoutes final : public QObject {
    Q_OBJECT

public:
    LoadRoutes(const LoadOptions& options, std::unique_ptr<Resolver> resolver);
    ~LoadRoutes() override;

    // Stays where it is until the end. The first link to an origin begins its look-up.
    LoadRoute& routeTo(const QUrl& link);
    void whenDecided(LoadRoute& route, std::function<void()> then); // at once where it is

    struct Place {
        LoadRoute* route = nullptr;
        int group = 0;
        bool shared = false; // there was none free
        bool bare = false;   // there was nothing to make a connection with
    };
    // Of a known route: of the group that was given back last, whose connections are warm. One given back bare comes
    // last, with all of its group: while idle connections of other groups hold what is scarce, only those are of use.
    Place take(LoadRoute& route);
    void give(const Place& place);
    QNetworkRequest request(const Place& place, const QUrl& link);
    QNetworkAccessManager& manager(const Place& place);
    void forEachKnown(const std::function<void(const LoadRoute& route)>& look) const;
    // Calls `free` once, from the event loop, when every manager's thread has done all that was asked of it before.
    void whenFree(std::function<void()> free);

private:
    void lookUp(LoadRoute& route);
    void tryAddresses(LoadRoute& route, const QList<QHostAddress>& addresses, qsizetype next);
    void decide(LoadRoute& route, const QHostAddress& address, ErrorKind failure);
    void startManagers(std::vector<std::unique_ptr<QNetworkAccessManager>>& managers, std::size_t count);
    QNetworkRequest prepared(const LoadRoute& route, int group) const;

    const LoadOptions m_options;
    std::unique_ptr<Resolver> m_resolver;
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_plain; // one
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_tls;   // one for each group
    QHash<QString, std::shared_ptr<LoadRoute>> m_routes;
    QUrl m_lastLink;
    LoadRoute* m_lastRoute = nullptr;
    unsigned m_turn = 0;
};

} // namespace net
