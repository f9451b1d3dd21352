#include "cli/commandline.h"
#include "cli/console.h"
#include "cli/titleline.h"

#include <QTest>

using cli::Command;
using cli::LineEnds;

namespace {

QList<Command> commands() {
    return {cli::searchCommand(),  cli::listCommand(),   cli::showCommand(),
            cli::archiveCommand(), cli::exportCommand(), cli::extractCommand(),
            cli::serveCommand(),   cli::benchCommand(),  cli::compareCommand()};
}

base::Result<cli::Parsed> parsed(const char* line, const QList<Command>& all) {
    return cli::parseCommandLine(QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts), all);
}

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void optionsStandBeforeOrAfterTheCommand_data() {
        QTest::addColumn<QByteArray>("line");
        for (const char* line : {"list --limit 5 --library x.db", "--limit 5 list --library x.db",
                                 "--library=x.db --limit=5 list", "--library x.db --limit 5 list"})
            QTest::newRow(line) << QByteArray(line);
    }
    void optionsStandBeforeOrAfterTheCommand() {
        QFETCH(QByteArray, line);
        const auto all = commands();
        const auto result = parsed(line.constData(), all);
        QVERIFY(result);
        QCOMPARE(result->command->name, QStringLiteral("list"));
        QCOMPARE(result->arguments.value("limit"), QStringLiteral("5"));
        QCOMPARE(result->arguments.value("library"), QStringLiteral("x.db"));
    }

    void twoDashesEndTheOptions() {
        const auto all = commands();
        const auto result = parsed("show -- --help", all);
        QVERIFY(result);
        QCOMPARE(result->arguments.operands, QStringList(QStringLiteral("--help")));
    }

    void aDashAloneIsAValue() {
        const auto all = commands();
        const auto result = parsed("archive --from -", all);
        QVERIFY(result);
        QCOMPARE(result->arguments.value("from"), QStringLiteral("-"));
    }

    void wrongUsageSaysWhatToDo_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* line, const char* says) {
            QTest::newRow(line) << QByteArray(line) << QString::fromUtf8(says);
        };
        row("", "--help");
        row("lits", "Did you mean list?");
        row("frobnicate", "--help");
        row("list --limt 5", "Did you mean --limit?");
        row("list --frobnicate", "--help");
        row("list --limit", "wants a value");
        row("list --limit --json", "wants a value");
        row("list --limit=", "wants a value");
        row("--library= list", "wants a value");
        row("serve --root=", "wants a value");
        row("bench --header=", "wants a value");
        row("list --json=yes", "takes no value");
        row("list --limit 1 --limit 2", "twice");
        row("list extra", "takes no “extra”");
        row("show", "wants PAGE");
        row("show a b", "takes no “b”");
        row("--library", "wants a value");
        row("serve here", "takes no “here”");
        row("serve --colour", "no option --colour");
        row("search -storm", "search -- -storm");
        row("search sea -storm", "search -- -storm");
    }
    void wrongUsageSaysWhatToDo() {
        QFETCH(QByteArray, line);
        QFETCH(QString, says);
        const auto all = commands();
        const auto result = parsed(line.constData(), all);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, QByteArray(cli::wrongUsage));
        QVERIFY2(result.error().message.contains(says), qPrintable(result.error().message));
    }

    void anEmptyWordIsNoValueButWhereItSaysSomething() {
        const auto all = commands();
        const auto taken = [&](const QStringList& typed) { return cli::parseCommandLine(typed, all); };
        const QString empty;
        for (const char* option : {"--from", "--library", "--proxy"}) {
            const auto result = taken({QStringLiteral("archive"), QString::fromLatin1(option), empty});
            QVERIFY(!result);
            QCOMPARE(result.error().kind, QByteArray(cli::wrongUsage));
        }
        for (const Command& command : all) {
            for (const cli::Option& option : command.options) {
                if (option.value.isEmpty())
                    continue;
                const auto result =
                    taken({command.name, QString(QStringLiteral("--") + option.name), empty, QStringLiteral("--help")});
                QCOMPARE(bool(result), option.name == QLatin1String("user-agent")); // the usual one
            }
        }
    }

    void helpAsksForNothingElse() {
        const auto all = commands();
        QVERIFY(parsed("show --help", all));
        QVERIFY(parsed("--help", all));
        QVERIFY(parsed("-h", all));
        QVERIFY(parsed("--version", all));
    }

    void helpNamesEveryOptionAndShowsAnExample() {
        for (const Command& command : commands()) {
            const QString help = cli::commandHelp(command);
            for (const cli::Option& option : command.options + cli::globalOptions())
                QVERIFY(help.contains(QString(QStringLiteral("--") + option.name)));
            QVERIFY(help.contains(QString(QStringLiteral("tidemark-cli ") + command.name)));
            QVERIFY(!command.example.isEmpty());
        }
    }

    void worseStatusWins() {
        QCOMPARE(cli::worse(cli::SomeFailed, cli::WrongUsage), int(cli::WrongUsage));
        QCOMPARE(cli::worse(cli::Interrupted, cli::LibraryTrouble), int(cli::Interrupted));
        QCOMPARE(cli::worse(cli::ThresholdMissed, cli::LibraryTrouble), int(cli::LibraryTrouble));
        QCOMPARE(cli::worse(cli::SomeFailed, cli::ThresholdMissed), int(cli::ThresholdMissed));
        QCOMPARE(cli::worse(cli::AllWell, cli::SomeFailed), int(cli::SomeFailed));
        QCOMPARE(cli::worse(cli::AllWell, cli::Terminated), int(cli::Terminated));
        for (const int status : {cli::SomeFailed, cli::LibraryTrouble, cli::ThresholdMissed}) { // 128 + SIGHUP
            QCOMPARE(cli::worse(129, status), 129);
            QCOMPARE(cli::worse(status, 129), 129);
        }
    }

    void numbersStayInTheirRange() {
        cli::Arguments arguments;
        arguments.options.insert(QStringLiteral("limit"), {QStringLiteral("12")});
        arguments.options.insert(QStringLiteral("bad"), {QStringLiteral("1x")});
        QCOMPARE(*arguments.number("limit", 0, 1, 12), 12);
        QVERIFY(!arguments.number("limit", 0, 1, 11));
        QVERIFY(!arguments.number("bad", 0, 1, 11));
        QCOMPARE(*arguments.number("none", 7, 1, 11), 7);
    }

    void titleIsNotRepeatedByTheText() {
        const QString title = QStringLiteral("Lamps of  the harbour");
        const auto without = [&](const char* text) { return cli::withoutTitleLine(QString::fromLatin1(text), title); };
        QCOMPARE(without("Lamps of the harbour\n\nThey burn."), QStringLiteral("They burn."));
        QCOMPARE(without("\n Lamps of the harbour \nThey burn."), QStringLiteral("They burn."));
        QCOMPARE(without("Lamps of the harbour burn.\n"), QStringLiteral("Lamps of the harbour burn.\n"));
        QCOMPARE(without("Lamps of the harbour"), QString());
        QCOMPARE(without(""), QString());
        QCOMPARE(cli::withoutTitleLine(QStringLiteral("\nText"), QString()), QStringLiteral("\nText"));
    }

    void textIsSafeForATerminal() {
        const QString hostile = QString::fromUtf8("a\x1b[31mb\u009b2Jc\u202ed\r\ne\tf\x07") + QChar::Null;
        const QString line = cli::terminalSafe(hostile, LineEnds::Escaped);
        QCOMPARE(line, QStringLiteral("a\\u001b[31mb\\u009b2Jc\\u202ed\\u000d\\u000ae\\u0009f\\u0007\\u0000"));
        QCOMPARE(cli::terminalSafe(QStringLiteral("a\nb\tc\x1b"), LineEnds::Kept), QStringLiteral("a\nb\tc\\u001b"));
        QCOMPARE(cli::terminalSafe(QStringLiteral("Ünï 日本 😀"), LineEnds::Escaped), QStringLiteral("Ünï 日本 😀"));
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_commandline.moc"
