// The reader when it shows something else than Tidemark chose.
#include "tests/ui/readpages.h"
#include "tests/ui/screens/scene.h"
#include "ui/library/libraryscreen.h"
#include "ui/reader/readerpanel.h"
#include "ui/settings/rememberedsites.h"
#include "ui/settings/settingsscreen.h"

#include <QAction>
#include <QScrollArea>

namespace screens {

namespace {

using Draw = std::function<void(QWidget*)>;

QByteArray storyPage() {
    const QByteArray story =
        "<p>Every keeper wrote a book, and every book begins with the weather. The wind stands in the first column, "
        "the oil that was burned in the second, and in the third, which is the widest, whatever the night had "
        "brought.</p>";
    const QByteArray remark = "<p>My grandfather kept the lamp at the north mole, and his book has no third column at "
                              "all. Perhaps nothing ever happened to him, or he did not want to say.</p>";
    return "<html><head><title>What the last lamp keepers wrote into their books</title></head><body>"
           "<nav><ul><li><a href=\"/\">Tidal Notes</a></li><li><a href=\"/about\">About</a></li></ul></nav>"
           "<article class=\"post\"><h1>What the last lamp keepers wrote into their books</h1>" +
           story.repeated(9) + "</article><section id=\"remarks\" class=\"comments\"><h2>Remarks</h2>" +
           remark.repeated(5) +
           "</section><aside class=\"related\"><h2>Read on</h2><ul><li><a href=\"/tides\">How a "
           "tide table is made, and who still makes them by hand</a></li></ul></aside>"
           "<footer>Tidal Notes · Imprint</footer></body></html>";
}

QByteArray arabicPage() {
    const QByteArray story = QStringLiteral("<p>كانت السفن تنتظر حتى يرتفع الماء، ثم تدخل واحدة بعد أخرى، ولا يستعجلها "
                                            "أحد. وكتب الحارس في دفتره: الريح أولاً، ثم الزيت، ثم كل ما حملته الليلة من "
                                            "أخبار البحر والناس.</p>")
                                 .toUtf8();
    return "<html lang=ar dir=rtl><head><title>" + QStringLiteral("ميناء قديم عند المد").toUtf8() +
           "</title></head><body><article class=post>" + story.repeated(8) + "</article><section id=remarks>" +
           story.repeated(3) + "</section></body></html>";
}

std::function<void(const Draw&)> reader(const QByteArray& page, const char* action) {
    return [page, action](const Draw& draw) {
        stage::Stage stage;
        const library::PageId id =
            kept::addRead(stage, QStringLiteral("https://tidal-notes.example/lamp-keepers"), page);
        ui::LibraryScreen screen(stage.core());
        screen.resize(1180, 760);
        screen.show();
        settle();
        screen.openPage(id);
        settle(600);
        stage::find<QAction>(screen, action)->trigger();
        settle(1500);
        draw(&screen);
    };
}

void settings(const Draw& draw) {
    stage::Stage stage;
    kept::addRead(stage, QStringLiteral("https://tidal-notes.example/lamp-keepers"), storyPage());
    (void)stage.write([](library::Stores& stores) -> base::Result<void> {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (const auto& [site, json] :
             {std::pair{"tidal-notes.example", "{\"part\":\"body>section#remarks.comments\"}"},
              {"kitchen.example", "{\"leaning\":2}"},
              {"radio.example:8080", "{\"whole_page\":true}"}}) {
            if (const auto put = stores.choices.remember(QString::fromLatin1(site), json, now); !put)
                return put;
        }
        return {};
    });
    ui::SettingsScreen screen(stage.core());
    screen.resize(980, 700);
    screen.show();
    settle();
    auto* sites = stage::find<ui::RememberedSites>(screen, "rememberedSites");
    screen.findChild<QScrollArea*>()->ensureWidgetVisible(sites, 0, 40);
    settle();
    draw(&screen);
}

} // namespace

QList<Scene> choiceScenes() {
    QList<Scene> scenes;
    for (const auto& [look, name] :
         {std::pair{Look::Light, "light"}, {Look::Dark, "dark"}, {Look::RightToLeft, "rtl"}}) {
        const QString end = QString::fromLatin1(name);
        scenes << Scene{QString(QStringLiteral("reader-whole-page-") + end), look,
                        reader(storyPage(), "wholePageAction")};
        scenes << Scene{QString(QStringLiteral("reader-parts-") + end), look, reader(storyPage(), "wrongPartAction")};
        scenes << Scene{QString(QStringLiteral("settings-sites-") + end), look, settings};
    }
    scenes << Scene{QStringLiteral("reader-arabic-parts"), Look::RightToLeft, reader(arabicPage(), "wrongPartAction")};
    scenes << Scene{QStringLiteral("reader-arabic-more"), Look::RightToLeft, reader(arabicPage(), "showMoreAction")};
    return scenes;
}

} // namespace screens
