// One QNetworkAccessManager that asks for one link again and again, with so many requests in flight, and does nothing
// else: what the engine `qt` is measured against. Prints one line: seconds, processor seconds, peak KiB, failures.

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <cstdio>
#include <functional>
#include <sys/resource.h>
#include <vector>

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc != 4) {
        std::fputs("usage: bareloop LINK REQUESTS CONNECTIONS\n", stderr);
        return 2;
    }
    const QUrl link(QString::fromLocal8Bit(argv[1]));
    const int requests = std::atoi(argv[2]);
    const int connections = std::atoi(argv[3]);
    constexpr int perGroup = 6; // see app/net/connections.h

    QNetworkAccessManager manager;
    std::vector<QNetworkRequest> groups;
    for (int group = 0; group * perGroup < connections; ++group) {
        QNetworkRequest request(link);
        request.setPeerVerifyName(QString::number(group));
        groups.push_back(request);
    }
    int sent = 0;
    int ended = 0;
    int failed = 0;
    const std::function<void(int)> ask = [&](int place) {
        ++sent;
        QNetworkReply* reply = manager.get(groups[static_cast<std::size_t>(place / perGroup)]);
        QObject::connect(reply, &QNetworkReply::finished, &manager, [&, reply, place] {
            reply->readAll();
            failed += reply->error() != QNetworkReply::NoError ? 1 : 0;
            reply->deleteLater();
            if (sent < requests)
                ask(place);
            if (++ended == requests)
                application.quit();
        });
    };
    QElapsedTimer time;
    time.start();
    for (int place = 0; place < connections && sent < requests; ++place)
        ask(place);
    application.exec();

    const double seconds = static_cast<double>(time.nsecsElapsed()) / 1e9;
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const auto inSeconds = [](const timeval& value) {
        return static_cast<double>(value.tv_sec) + static_cast<double>(value.tv_usec) / 1e6;
    };
    std::printf("%.3f %.3f %ld %d\n", seconds, inSeconds(use.ru_utime) + inSeconds(use.ru_stime), use.ru_maxrss,
                failed);
    return failed == 0 ? 0 : 1;
}
