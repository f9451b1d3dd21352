#pragma once

#include "ui/archive/linksubmission.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <optional>

namespace ui {

// What was found in the paste field and the files beside it.
struct IntakeCount {
    qint64 links = 0;
    qint64 kept = 0; // of them, already in the library
    qint64 duplicates = 0;
    qint64 badLines = 0;
    QList<formats::BadLine> bad; // the first ones
    bool counting = false;
};

// A file, or a text too long for the field.
struct LinkSource {
    int id = 0;
    QString name; // what is shown
    QString path; // empty: `bytes` hold it
    QByteArray bytes;
    IntakeCount count;
    QString error; // why it cannot be read, a sentence
};

// What is typed, pasted and dropped before it is handed in: counts the links in it, and hands them in. Reading and
// counting happen in a worker, a batch at a time, so that a file of a million lines needs neither memory nor the
// interface thread.
class LinkIntake : public QObject {
    Q_OBJECT

public:
    explicit LinkIntake(const Core& core, QObject* parent = nullptr);
    ~LinkIntake() override;

    void setText(const QString& text); // counted shortly after the last change
    void addFile(const QString& path);
    void addText(const QString& name, const QByteArray& utf8);
    void removeSource(int id);
    const QList<LinkSource>& sources() const { return m_sources; }
    IntakeCount count() const; // of text and sources together
    bool submitting() const { return m_submission.busy(); }

    void submit(library::IfKept ifKept);        // text and sources become jobs; they are empty afterwards
    void submitLinks(const QStringList& links); // these alone
    void cancel();                              // what is being handed in; what is on disk stays

Q_SIGNALS:
    void counted();
    void progressed(qint64 accepted, qint64 expected); // while handing in
    void submitted(const ui::IntakeResult& result);
    void refused(qint64 links, const QString& why); // that came while others were being handed in
    void emptied(const QString& left); // text and sources are in: only these lines, which were no links, stay

private:
    // What of the field and its files is on its way in, and goes from there once it is on disk.
    struct HandedIn {
        quint64 generation = 0; // of the text
        QStringList noLinks;    // its lines that stay
        QSet<int> sources;
    };

    void countText();
    void countKept(const QStringList& links, int source, quint64 generation);
    void countSource(const LinkSource& source);
    void addKept(int source, quint64 generation, qint64 kept);
    void begin(const LinkBatch& batch);
    void finish(IntakeResult result);
    LinkSource* sourceOf(int id);

    Core m_core;
    LinkSubmission m_submission; // outlives the worker, which posts to it
    Worker m_worker;
    QTimer m_soon;
    QString m_text;
    quint64 m_generation = 0; // of the text
    formats::FoundLinks m_found;
    QStringList m_noLinks; // the lines of the text that are none, whole
    qint64 m_kept = 0;
    bool m_countingText = false;
    QList<LinkSource> m_sources;
    QHash<int, Stop> m_stops;
    int m_lastId = 0;
    std::optional<HandedIn> m_handedIn;
    std::optional<library::IfKept> m_submitWhenCounted;
};

} // namespace ui
