#include "tests/ui/screens/scene.h"
#include "tests/ui/stage.h"
#include "ui/benchmark/peerdialog.h"

#include <iterator>

namespace screens {

namespace {

using bench::PeerKind;
using bench::PeerRow;
using bench::PeerState;
using Draw = std::function<void(QWidget*)>;

PeerRow row(PeerKind kind, PeerState state, const QString& why = {}) {
    PeerRow made;
    made.kind = kind;
    made.state = state;
    made.why = why;
    return made;
}

PeerRow measured(PeerKind kind, qint64 perSecond, double cpuMs, qint64 mebibytes, double serverShare) {
    PeerRow made = row(kind, PeerState::Measured);
    made.counts = {5 * perSecond, 0, 5};
    made.use = {.cpuUserS = 5 * static_cast<double>(perSecond) * cpuMs / 1e6,
                .cpuSystemS = 0,
                .peakRssBytes = mebibytes * 1024 * 1024};
    made.serverShare = serverShare;
    return made;
}

QList<PeerRow> madeUp() {
    return {measured(PeerKind::Direct, 121'300, 6.1, 19, 0.97),
            measured(PeerKind::Qt, 8'550, 63.9, 23, 0.07),
            measured(PeerKind::Sequential, 1'430, 247, 20, 0.01),
            measured(PeerKind::Aiohttp, 4'150, 187, 31, 0.1),
            measured(PeerKind::Wrk, 118'900, 7.4, 5, 0.96),
            measured(PeerKind::Hey, 33'400, 29.9, 60, 0.31),
            row(PeerKind::Ab, PeerState::Failed,
                QStringLiteral("It ended with status 22. It said: apr_socket_connect(): Connection refused (111)")),
            measured(PeerKind::H2load, 68'300, 8, 14, 0.58),
            row(PeerKind::Oha, PeerState::Missing, QStringLiteral("Not installed; Debian has no package of it.")),
            row(PeerKind::K6, PeerState::Missing, QStringLiteral("Not installed; Debian has no package of it.")),
            row(PeerKind::Autocannon, PeerState::Running)};
}

std::function<void(const Draw&)> dialog(const QList<PeerRow>& rows, QSize size = {}) {
    return [rows, size](const Draw& draw) {
        const stage::Stage stage;
        ui::PeerDialog shown(stage.core(), {QStringLiteral("/usr/bin")});
        shown.setAttribute(Qt::WA_DeleteOnClose, false);
        if (!rows.isEmpty())
            shown.showRows(rows);
        if (size.isValid())
            shown.resize(size);
        shown.show();
        settle();
        draw(&shown);
    };
}

} // namespace

QList<Scene> peerScenes() {
    QList<Scene> scenes;
    for (const auto& [look, name] :
         {std::pair{Look::Light, "light"}, {Look::Dark, "dark"}, {Look::RightToLeft, "rtl"}}) {
        scenes << Scene{QString(QStringLiteral("peers-") + QLatin1String(name)), look, dialog(madeUp())};
        scenes << Scene{QString(QStringLiteral("peers-empty-") + QLatin1String(name)), look, dialog({})};
    }
    scenes << Scene{QStringLiteral("peers-small"), Look::Light, dialog(madeUp(), QSize(1, 1))};
    return scenes;
}

} // namespace screens
