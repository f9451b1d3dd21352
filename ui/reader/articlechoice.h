#pragma once

#include "archive/reading.h"
#include "article/parts.h"
#include "library/library.h"
#include "ui/widgets/worker.h"

#include <QObject>

#include <array>
#include <memory>
#include <optional>

namespace ui {

// An article made again as a person wants it, to be written in one piece with what is remembered from now on.
struct ChosenArticle {
    library::SnapshotId snapshot = 0;
    library::NewArticle article;
    QString site;
    std::optional<QByteArray> remembered; // for the site; empty: nothing any more; none: as it is
    QString text;                         // what was done, for undo
};

// What a person wants of the page that is read, and the article that comes of it. Works on the bytes that were kept,
// read in the library's reading thread and extracted on the worker; only what was asked for last is delivered.
class ArticleChoice : public QObject {
    Q_OBJECT

public:
    ArticleChoice(library::Library& library, Worker& worker, QObject* parent = nullptr);

    void giveUp(); // what was wanted last could not be made or written: back to what the snapshot has
    // What is read, id 0: nothing; and what is remembered for its site by now.
    void setSnapshot(const library::SnapshotRow& snapshot, const QString& site, const QByteArray& siteChoice);
    bool isAwaiting() const { return m_awaited.has_value(); } // of the library, what was wanted last
    bool isPossible() const;                                  // HTML as it was received
    const article::Override& wanted() const { return m_wanted; }
    bool isMet() const { return m_snapshot.choice.met; }
    bool isRemembered() const { return m_remembers; }
    const QString& site() const { return m_site; }
    bool canShowMore() const;
    bool canShowLess() const;
    QString sentence() const; // “Showing more than Tidemark chose.”; empty: nothing was chosen

public Q_SLOTS:
    void showMore();
    void showLess();
    void showWholePage(bool whole);
    void showPart(const QByteArray& path);
    void showOwnChoice(); // Tidemark's
    void setRemembered(bool remembered);
    void listParts();
    void preview(const QByteArray& path);

Q_SIGNALS:
    void chosen(const ui::ChosenArticle& chosen);
    void partsListed(const std::vector<article::Part>& parts);
    void previewed(const QByteArray& html);
    void failed(const QString& sentence);

private:
    using Page = std::shared_ptr<const archive::KeptPage>;

    // Of what is made to be kept and of what is only looked at, each time the last that was asked for counts.
    enum Turn { Choosing, Looking, Turns };

    void withPage(Turn turn, const std::function<void(const Page&, quint64 number)>& then);
    void forgetTurns();
    void choose(const article::Override& wanted, const QString& text);

    library::Library& m_library;
    Worker& m_worker;
    library::SnapshotRow m_snapshot;
    QString m_site;
    QByteArray m_siteChoice;
    article::Override m_wanted;
    bool m_remembers = true;
    std::optional<library::Choice> m_awaited; // what is on its way into the library
    Page m_page;                              // of the snapshot, once it was wanted
    std::array<quint64, Turns> m_turns{};
};

} // namespace ui
