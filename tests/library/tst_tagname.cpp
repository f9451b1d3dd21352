#include "library/tagname.h"

#include <QTest>

using library::isTagTooLong;
using library::tagName;

class TagNameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nameIsOneLineOfWhatCanBeKept_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* what, const QString& text, const QString& name) {
            QTest::newRow(what) << text << name;
        };
        row("plain", QStringLiteral("sea"), QStringLiteral("sea"));
        row("white space", QStringLiteral(" old \t rye\n"), QStringLiteral("old rye"));
        row("control characters", QStringLiteral("a\u0007b\u0085c"), QStringLiteral("a b c"));
        row("NUL", QString(QStringLiteral("a") + QChar(QChar::Null) + QStringLiteral("b")), QStringLiteral("a b"));
        row("half a character", QString(QStringLiteral("a") + QChar(0xd83d) + QStringLiteral("b")),
            QStringLiteral("ab"));
        row("nothing", QStringLiteral(" \n"), QString());
        row("commas stay", QStringLiteral("one, two"), QStringLiteral("one, two"));
    }
    void nameIsOneLineOfWhatCanBeKept() {
        QFETCH(QString, text);
        QTEST(tagName(text), "name");
        QVERIFY(!isTagTooLong(text));
    }

    void nameIsCutBetweenCharacters() {
        const QString shell = QStringLiteral("🐚");
        QCOMPARE(tagName(QString(100, u'x')), QString(100, u'x'));
        QVERIFY(!isTagTooLong(QString(u' ' + QString(100, u'x'))));
        QCOMPARE(tagName(QString(101, u'x')), QString(100, u'x'));
        QVERIFY(isTagTooLong(QString(101, u'x')));
        QCOMPARE(tagName(QString(QString(99, u'x') + shell)), QString(99, u'x'));
        QCOMPARE(tagName(QString(QString(99, u'x') + QStringLiteral(" yy"))), QString(99, u'x'));
    }

    void nameOfANameIsTheSame() {
        for (const QString& text : {QString(QString(98, u'x') + QStringLiteral(" 🐚🐚")), QString(300, u'é'),
                                    QStringLiteral("\u00a0a\u2028b ")})
            QCOMPARE(tagName(tagName(text)), tagName(text));
    }
};

QTEST_GUILESS_MAIN(TagNameTest)
#include "tst_tagname.moc"
