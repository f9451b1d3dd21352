#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Message {
    QString context;
    QString source;
    QStringList forms;
    bool numerus = false;
    bool unfinished = false;
};

QList<Message> messagesOf(const QString& language) {
    QFile file(QStringLiteral(TIDEMARK_SOURCE_DIR "/translations/tidemark_%1.ts").arg(language));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Message> messages;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("message"))
            messages.append({context, {}, {}, xml.attributes().hasAttribute(QStringLiteral("numerus")), false});
        else if (xml.name() == QLatin1String("source"))
            messages.last().source = xml.readElementText();
        else if (xml.name() == QLatin1String("numerusform"))
            messages.last().forms.append(xml.readElementText());
        else if (xml.name() == QLatin1String("translation")) {
            messages.last().unfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
            if (!messages.last().numerus)
                messages.last().forms.append(xml.readElementText());
        }
    }
    return messages;
}

QSet<QString> placesIn(const QString& text) {
    static const QRegularExpression place(QStringLiteral("%L?[0-9n]"));
    QSet<QString> places;
    for (auto found = place.globalMatch(text); found.hasNext();)
        places.insert(found.next().captured());
    return places;
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsTranslated_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("least");
        QTest::newRow("French") << QStringLiteral("fr") << 500;
        QTest::newRow("English plural forms") << QStringLiteral("en") << 20;
    }

    void everyTextIsTranslated() {
        QFETCH(QString, language);
        QFETCH(int, least);
        const QList<Message> messages = messagesOf(language);
        QVERIFY(messages.size() >= least);
        for (const Message& message : messages) {
            const QByteArray what = QString(message.context + QStringLiteral(": ") + message.source).toUtf8();
            QVERIFY2(!message.unfinished, what.constData());
            QVERIFY2(message.context != QLatin1String("Words"), what.constData());
            QVERIFY2(message.forms.size() == (message.numerus ? 2 : 1), what.constData());
            for (const QString& form : message.forms)
                QVERIFY2(!form.isEmpty() && placesIn(form) == placesIn(message.source), what.constData());
        }
    }

    void keysToPressStayWhereThereWereSome() {
        for (const Message& message : messagesOf(QStringLiteral("fr"))) {
            const bool key = message.source.contains(QRegularExpression(QStringLiteral("&[A-Za-z]")));
            for (const QString& form : message.forms)
                QVERIFY2(form.contains(QLatin1Char('&')) == key, message.source.toUtf8().constData());
        }
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
