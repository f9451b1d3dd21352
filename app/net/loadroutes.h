#pragma once

#include "net/loadclient.h"
#include "net/resolver.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <list>
#include <vector>

namespace net {

// The way to one origin: its address, looked up once, and connections in groups of 6 (see net/connections.h), each with
// a request made ready. Groups whose connections may stay open come first; any other has one connection, which Qt
// closes when nothing goes over it.
struct LoadRoute {
    enum class State { Asking, Known, Failed } state = State::Asking;
    QString key;  // scheme, host and port
    QString host; // lower case, ASCII
    int port = 0;
    bool tls = false;
    QHostAddress address;
    ErrorKind failure = ErrorKind::None;
    QUrl link; // that the requests made ready are for
    std::vector<QNetworkRequest> groups;
    std::vector<int> free;                      // groups, once for each connection of theirs that is not taken
    std::size_t lasting = 0;                    // groups whose connections may stay open
    int taken = 0;                              // connections
    std::list<LoadRoute*>::iterator unused;     // its place there, where `isUnused`
    bool isUnused = false;                      // nothing waits for it or goes over it, and it keeps nothing open
    std::vector<std::function<void()>> waiting; // for the address
};

// The origins of a load and the managers that connect to them. However many origins there are, the connections that
// stay open are `LoadOptions::idle` at most, and of the routes that keep none open the least used are forgotten.
class LoadRoutes final : public QObject {
    Q_OBJECT

public:
    LoadRoutes(const LoadOptions& options, std::unique_ptr<Resolver> resolver);
    ~LoadRoutes() override;

    // Stays where it is while it is asked for, taken, or keeps connections open; else until another origin is new. The
    // first link to an origin begins its look-up.
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
    QNetworkRequest prepared(const LoadRoute& route, int group, bool lasting) const;
    void addGroup(LoadRoute& route);
    void rest(LoadRoute& route);
    void forgetLeastUsed();

    const LoadOptions m_options;
    std::unique_ptr<Resolver> m_resolver;
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_plain; // one
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_tls;   // one for each group
    QHash<QString, std::shared_ptr<LoadRoute>> m_routes;
    std::list<LoadRoute*> m_unused; // the least used first
    int m_idle = 0;                 // connections that may stay open
    QUrl m_lastLink;
    LoadRoute* m_lastRoute = nullptr;
    unsigned m_turn = 0;
};

} // namespace net
