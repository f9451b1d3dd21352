#include "translation.h"

#include <QApplication>
#include <QLocale>
#include <QTest>
#include <QTranslator>

#include <memory>

// Which language texts, numbers and dates are in, for people whose own language there is no translation of, too.
class TextLanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void textsThatAreEnglishAreLaidOutAndDatedAsEnglish_data() {
        QTest::addColumn<QString>("user");
        QTest::newRow("Arabic") << QStringLiteral("ar_EG");
        QTest::newRow("Hebrew") << QStringLiteral("he_IL");
        QTest::newRow("Persian") << QStringLiteral("fa_IR");
        QTest::newRow("Japanese") << QStringLiteral("ja_JP");
    }
    void textsThatAreEnglishAreLaidOutAndDatedAsEnglish() {
        QFETCH(QString, user);
        use(user);
        QCOMPARE(QCoreApplication::translate("models", "Archived"), QStringLiteral("Archived"));
        const QLocale locale;
        QCOMPARE(locale.language(), QLocale::English);
        QCOMPARE(locale.textDirection(), Qt::LeftToRight);
        QCOMPARE(locale.toString(12'345), QStringLiteral("12,345"));
        QVERIFY(locale.toString(QDate(2026, 11, 23), QLocale::LongFormat).contains(QStringLiteral("November")));
    }

    void theOrderOfADateIsTheCountrysWhereItIsKnown() {
        use(QStringLiteral("he_IL"));
        QCOMPARE(QLocale().toString(QDate(2026, 11, 23), QLocale::ShortFormat), QStringLiteral("23/11/2026"));
        use(QStringLiteral("fa_IR")); // not the American one
        QVERIFY(QLocale().toString(QDate(2026, 11, 23), QLocale::ShortFormat).startsWith(QStringLiteral("23")));
    }

    void aTranslationBringsItsOwnNumbersAndDates() {
        use(QStringLiteral("fr_CA"));
        QCOMPARE(QCoreApplication::translate("models", "Archived"), QStringLiteral("Archivé"));
        QCOMPARE(QLocale().name(), QStringLiteral("fr_CA"));
    }

    void whatIsEnglishAlreadyStaysAsItIs() {
        for (const char* name : {"en_GB", "en_US", "C"}) {
            use(QString::fromLatin1(name));
            QCOMPARE(QLocale().name(), QString::fromLatin1(name));
        }
    }

private:
    static void use(const QString& user) {
        QLocale::setDefault(QLocale(user));
        translateTexts(*qApp);
        for (auto* translator : qApp->findChildren<QTranslator*>()) // those of the row before say nothing any more
            if (translator != qApp->findChildren<QTranslator*>().last())
                delete translator;
    }
};

QTEST_MAIN(TextLanguageTest)
#include "tst_textlanguage.moc"
