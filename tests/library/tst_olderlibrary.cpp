#include "namespaces.h"
#include "pieces.h"
#include "upgradefixture.h"

#include "library/errors.h"

#include <QCryptographicHash>

#include <cstdio>

using namespace upgrades;

namespace {

// All that a list, a search and a job table show, in words.
QStringList everythingRead(Stores& stores) {
    QStringList lines;
    const auto searched = [&](const char* search, bool byRank) {
        PageQuery query;
        query.search = QString::fromUtf8(search);
        const auto ids = stores.search.find(query, 0, byRank);
        QString line = QString::fromUtf8(search);
        for (const PageId id : ids.valueOr({-1}))
            line += u' ' % QString::number(id);
        lines += line;
    };
    for (const bool byRank : {false, true}) {
        for (const char* search : {"water", "grandfather", "tag:sea", "note:学习", "water grandfather", "-sea"})
            searched(search, byRank);
    }
    const auto ids = stores.pages.ids({});
    const auto rows = stores.pages.rows(ids.valueOr({}));
    if (!rows)
        return {rows.error().message};
    for (const PageRow& row : *rows)
        lines += QString(row.link % u' ' % row.title % u' ' % row.note);
    for (const JobSort sort : {JobSort::Added, JobSort::Host, JobSort::State}) {
        for (const auto& state : {std::optional<JobState>(), std::optional(JobState::Waiting)}) {
            JobQuery query;
            query.sort = sort;
            query.state = state;
            const auto jobs = stores.jobs.ids(query);
            if (!jobs)
                return {jobs.error().message};
            for (const Job& job : stores.jobs.rows(*jobs).valueOr({}))
                lines += QString(job.link % u' ' % QString::number(int(job.state)) % job.note);
        }
    }
    lines += QString::number(stores.jobs.counts()->waiting);
    const auto hits = stores.search.snippets(ids.valueOr({}).mid(0, 3), QStringLiteral("sea"));
    for (const SearchHit& hit : hits.valueOr({}))
        lines += hit.snippet;
    return lines;
}

QByteArray digestOf(const QStringList& lines) {
    return QCryptographicHash::hash(lines.join(u'\n').toUtf8(), QCryptographicHash::Sha1).toHex();
}

// As another program, "read" or "open": what is found, as one line.
int readPiece(const QString& file, OpenMode mode) {
    const auto opened = Library::open({file, mode, false});
    if (!opened) {
        std::printf("%s\n", opened.error().kind.constData());
        return 1;
    }
    std::printf("read-only %d, %s, damages %lld\n", int((*opened)->readOnly()),
                digestOf(everythingRead((*opened)->here())).constData(),
                qlonglong(fixture::damages((*opened)->here()).size()));
    return 0;
}

} // namespace

// Libraries of older versions, read as they are.
class OlderLibraryTest : public UpgradeFixture {
    Q_OBJECT

private Q_SLOTS:
    void olderLibraryIsReadAsItIsAndAnswersTheSame_data() {
        QTest::addColumn<int>("version");
        for (int version = 1; version < ownMigrations().last().version; ++version)
            QTest::addRow("version %d", version) << version;
    }
    void olderLibraryIsReadAsItIsAndAnswersTheSame() {
        QFETCH(int, version);
        fill();
        QStringList wanted;
        {
            const auto opened = fixture::open(m_file);
            wanted = everythingRead(opened->here());
            QVERIFY(wanted.contains(QStringLiteral("grandfather 3")));
        }
        QVERIFY(older::make(m_file, version));
        const QByteArray before = fixture::contents(m_file);
        {
            const auto opened = Library::open({m_file, OpenMode::ReadOnly, false});
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
            QCOMPARE(everythingRead((*opened)->here()), wanted);
            QCOMPARE(fixture::damages((*opened)->here()), QStringList());
            QCOMPARE((*opened)->here().pages.setNote(1, {}).error().kind, QByteArray(libraryReadOnly));
            QCOMPARE(everythingRead((*opened)->here()), wanted); // verify left the views where they were
        }
        QCOMPARE(fixture::contents(m_file), before);
        QVERIFY(!filesBeside().join(u' ').contains(QStringLiteral(".version-")));
        {
            const auto threads = Library::open({m_file, OpenMode::ReadOnly, true});
            QVERIFY(threads);
            QStringList found;
            (*threads)->read(
                ReadLane::Lists, this, [](Stores& stores) { return base::Result<QStringList>(everythingRead(stores)); },
                [&found](const base::Result<QStringList>& lines) { found = *lines; });
            QTRY_COMPARE(found, wanted);
        }
        const auto opened = fixture::open(m_file);
        QVERIFY(opened && !opened->readOnly());
        QCOMPARE(everythingRead(opened->here()), wanted);
        QCOMPARE(fixture::damages(opened->here()), QStringList());
    }

    void olderLibraryOnAReadOnlyMountIsRead() {
        fill();
        QByteArray digest;
        {
            const auto opened = fixture::open(m_file);
            digest = digestOf(everythingRead(opened->here()));
        }
        QVERIFY(older::make(m_file, 1));
        for (const char* piece : {"read", "open"}) {
            const auto outcome =
                namespaces::run(QStringLiteral("mount --bind '%1' '%1'; mount -o remount,ro,bind '%1'; "
                                               "exec \"$0\" %2 '%3'")
                                    .arg(m_folder->path(), QLatin1String(piece), m_file));
            if (!outcome.possible)
                QSKIP("no namespaces here");
            QCOMPARE(outcome.output.trimmed(),
                     QString(u"read-only 1, " % QString::fromLatin1(digest) % u", damages 0"));
        }
    }

    void stepThatCannotBeReadOverIsSaidWithWhatToDo() {
        fill();
        const auto opening = prepare(m_file, OpenMode::ReadOnly, stepsWith("CREATE TABLE fresh(a)"));
        QVERIFY(!opening);
        QCOMPARE(opening.error().kind, QByteArray(libraryUnusable));
        QVERIFY(opening.error().message.contains(QStringLiteral("copy")));
    }

    void everyStepOfTheProgramCanBeReadOver() {
        const QList<Migration> steps = ownMigrations();
        for (qsizetype at = 1; at < steps.size(); ++at)
            QVERIFY2(steps[at].reading, qPrintable(steps[at].name));
    }
};

int main(int argc, char** argv) {
    return pieces::run<OlderLibraryTest>(
        argc, argv,
        {{QStringLiteral("read"), [](const QString& file) { return readPiece(file, OpenMode::ReadOnly); }},
         {QStringLiteral("open"), [](const QString& file) { return readPiece(file, OpenMode::ReadWrite); }}});
}
#include "tst_olderlibrary.moc"
