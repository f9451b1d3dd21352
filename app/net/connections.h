#pragma once

#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkProxy>

#include <memory>
#include <vector>

namespace net {

// The QNetworkAccessManagers, all made and their threads started at start. A manager opens 6 connections to one host
// and port (the number can be set from Qt 6.5 on only), so more of them come from groups: over http, requests with
// different peer verify names do not share connections; over https that name is checked, so each group is a manager.
class Connections {
public:
    explicit Connections(int managers);
    ~Connections();
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    // A connection's place in the least group that has one free. Give it back when its reply has ended.
    struct Place {
        QString origin;
        int group = 0;
    };
    Place take(const QUrl& link);
    void give(const Place& place);
    int mostOverTls() const; // to one host and port

    // Sends a GET. `request` names the address in its URL and the host in its Host header.
    QNetworkReply* send(QNetworkRequest request, const QUrl& link, const Place& place, const QNetworkProxy& proxy);

private:
    class NextProxy;
    struct Manager {
        std::unique_ptr<QNetworkAccessManager> access;
        NextProxy* proxy = nullptr; // owned by access
    };
    std::vector<Manager> m_managers;
    QHash<QString, std::vector<int>> m_groups; // origin → connections taken in each group
};

} // namespace net
