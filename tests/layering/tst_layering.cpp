#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

// One table of what each part of the house may include. `modules` are its own folders, `libraries` the groups of
// outside headers below; Qt Core, the C++ library and the part itself are allowed everywhere.
struct Part {
    QString folder;
    QStringList modules;
    QStringList libraries;
};

QStringList words(const char* list) {
    return QString::fromLatin1(list).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

const QList<Part>& house() {
    static const QList<Part> parts{
        {QStringLiteral("app/base"), {}, words("posix")},
        {QStringLiteral("app/measure"), words("base"), words("posix")},
        {QStringLiteral("app/net"), words("base measure"), words("network posix")},
        {QStringLiteral("app/article"), words("base measure"), words("html")},
        {QStringLiteral("app/library"), words("base measure"), words("sql zstd openssl posix")},
        {QStringLiteral("app/secrets"), words("base measure"), words("keychain")},
        {QStringLiteral("app/formats"), words("base measure net article library secrets"), words("zstd zlib")},
        {QStringLiteral("app/archive"), words("base measure net article library secrets formats"), {}},
        {QStringLiteral("app/bench"), words("base measure net article library secrets formats"), words("posix openssl zlib")},
        {QStringLiteral("app/cli"),
         words("base measure net article library secrets formats archive bench services"), words("posix zlib")},
        {QStringLiteral("models"), words("base measure article library formats archive bench"), {}},
        {QStringLiteral("ui/charts"), words("base measure models"), words("gui widgets charts")},
        {QStringLiteral("ui"), words("base measure article library secrets formats archive bench models ui"),
         words("gui widgets dbus")},
        {QStringLiteral("app"),
         words("base measure net article library secrets formats archive bench services models ui application"),
         words("gui widgets posix")},
    };
    return parts;
}

const Part* partOf(const QString& file) {
    for (const Part& part : house()) {
        if (file.startsWith(part.folder + QLatin1Char('/')))
            return &part;
    }
    return nullptr;
}

// Which group an outside header belongs to; empty for the C++ library and Qt Core.
QString groupOf(const QString& header) {
    static const QHash<QString, QString> byFolder{
        {QStringLiteral("QtNetwork"), QStringLiteral("network")},   {QStringLiteral("QtSql"), QStringLiteral("sql")},
        {QStringLiteral("QtGui"), QStringLiteral("gui")},           {QStringLiteral("QtWidgets"), QStringLiteral("widgets")},
        {QStringLiteral("QtCharts"), QStringLiteral("charts")},     {QStringLiteral("QtDBus"), QStringLiteral("dbus")},
        {QStringLiteral("qt6keychain"), QStringLiteral("keychain")}, {QStringLiteral("openssl"), QStringLiteral("openssl")},
        {QStringLiteral("myhtml"), QStringLiteral("html")},         {QStringLiteral("myencoding"), QStringLiteral("html")},
        {QStringLiteral("mycore"), QStringLiteral("html")},         {QStringLiteral("sys"), QStringLiteral("posix")},
        {QStringLiteral("netinet"), QStringLiteral("posix")},       {QStringLiteral("arpa"), QStringLiteral("posix")}};
    static const QHash<QString, QString> byFile{
        {QStringLiteral("sqlite3.h"), QStringLiteral("sql")},    {QStringLiteral("zstd.h"), QStringLiteral("zstd")},
        {QStringLiteral("zlib.h"), QStringLiteral("zlib")},
        {QStringLiteral("unistd.h"), QStringLiteral("posix")},   {QStringLiteral("fcntl.h"), QStringLiteral("posix")},
        {QStringLiteral("netdb.h"), QStringLiteral("posix")},    {QStringLiteral("poll.h"), QStringLiteral("posix")},
        {QStringLiteral("signal.h"), QStringLiteral("posix")},   {QStringLiteral("pthread.h"), QStringLiteral("posix")},
        {QStringLiteral("QtTest"), QStringLiteral("test")},      {QStringLiteral("QTest"), QStringLiteral("test")}};
    const qsizetype slash = header.indexOf(QLatin1Char('/'));
    if (slash > 0) {
        const QString folder = header.left(slash);
        if (folder == QLatin1String("QtCore") || folder == QLatin1String("linux"))
            return folder == QLatin1String("linux") ? QStringLiteral("posix") : QString();
        return byFolder.value(folder, QStringLiteral("unknown folder ") + folder);
    }
    if (byFile.contains(header))
        return byFile.value(header);
    if (!header.startsWith(QLatin1Char('Q')))
        return {};
    // A class header such as <QSqlQuery>: find the Qt module whose include folder has it.
    static const QStringList modules{QStringLiteral("QtCore"),    QStringLiteral("QtNetwork"), QStringLiteral("QtSql"),
                                     QStringLiteral("QtGui"),     QStringLiteral("QtWidgets"), QStringLiteral("QtCharts"),
                                     QStringLiteral("QtDBus")};
    for (const QString& module : modules) {
        if (QFile::exists(QStringLiteral(TIDEMARK_QT_HEADERS "/") + module + QLatin1Char('/') + header))
            return module == QLatin1String("QtCore") ? QString() : byFolder.value(module);
    }
    return QStringLiteral("unknown header ") + header;
}

QString complaint(const QString& file, const Part& part, const QString& header) {
    const QString first = header.section(QLatin1Char('/'), 0, 0).section(QLatin1Char('.'), 0, 0);
    static const QStringList modules =
        words("base measure net article library secrets formats archive bench cli services models ui application");
    const QString own = part.folder.section(QLatin1Char('/'), 0, 0) == QLatin1String("app")
                            ? part.folder.section(QLatin1Char('/'), 1, 1)
                            : part.folder.section(QLatin1Char('/'), 0, 0);
    if (modules.contains(first) && (header.contains(QLatin1Char('/')) || header.endsWith(QLatin1String(".h")))) {
        if (header.startsWith(QLatin1String("ui/charts/")) || first == own || part.modules.contains(first))
            return {};
        return QStringLiteral("%1 includes %2, which %3 may not use").arg(file, header, part.folder);
    }
    if (header.endsWith(QLatin1String(".moc")) || header.startsWith(QLatin1String("ui_")))
        return {};
    const QString group = groupOf(header);
    if (group.isEmpty() || part.libraries.contains(group))
        return {};
    return QStringLiteral("%1 includes <%2> (%3), which %4 may not use").arg(file, header, group, part.folder);
}

QStringList complaints(const QString& root) {
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
                                            QRegularExpression::MultilineOption);
    QStringList found;
    for (const char* top : {"app", "models", "ui"}) {
        QDirIterator files(root + QLatin1Char('/') + QLatin1String(top), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile source(files.next());
            const QString name = source.fileName().mid(root.size() + 1);
            const Part* part = partOf(name);
            if (!part || !source.open(QIODevice::ReadOnly)) {
                found << QStringLiteral("%1 belongs to no part of the house").arg(name);
                continue;
            }
            const QString text = QString::fromUtf8(source.readAll());
            for (auto matches = include.globalMatch(text); matches.hasNext();) {
                const QString wrong = complaint(name, *part, matches.next().captured(1));
                if (!wrong.isEmpty())
                    found << wrong;
            }
        }
    }
    return found;
}

} // namespace

class LayeringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIncludeFollowsTheArrows() {
        const QStringList wrong = complaints(QStringLiteral(TIDEMARK_SOURCE_DIR));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void forbiddenIncludesAreSeen() {
        const auto part = [](const char* file) { return *partOf(QString::fromLatin1(file)); };
        const auto refused = [&](const char* file, const char* header) {
            return !complaint(QString::fromLatin1(file), part(file), QString::fromLatin1(header)).isEmpty();
        };
        QVERIFY(refused("app/net/x.cpp", "library/library.h"));
        QVERIFY(refused("app/library/x.cpp", "QNetworkReply"));
        QVERIFY(refused("app/article/x.cpp", "QtSql/QSqlQuery"));
        QVERIFY(refused("app/archive/x.cpp", "services.h"));
        QVERIFY(refused("models/x.cpp", "QWidget"));
        QVERIFY(refused("models/x.cpp", "net/fetcher.h"));
        QVERIFY(refused("ui/archive/x.cpp", "QChart"));
        QVERIFY(refused("app/cli/x.cpp", "ui/mainwindow.h"));
        QVERIFY(!refused("ui/charts/x.cpp", "QChart"));
        QVERIFY(!refused("app/net/x.cpp", "QNetworkReply"));
        QVERIFY(!refused("app/net/x.cpp", "vector"));
    }
};

QTEST_GUILESS_MAIN(LayeringTest)
#include "tst_layering.moc"
