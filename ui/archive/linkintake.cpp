#include "ui/archive/linkintake.h"

#include "library/library.h"

#include <QFileInfo>

#include <chrono>

namespace ui {

using namespace std::chrono_literals;

namespace {

constexpr int textSource = 0;

QStringList linksOf(const QList<formats::FoundLink>& found) {
    QStringList links;
    links.reserve(found.size());
    for (const formats::FoundLink& link : found)
        links << link.link;
    return links;
}

// As they were typed: FoundLinks::bad has the first ones only, and shortened.
QStringList linesWithoutLinks(const QString& text) {
    QStringList lines;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        if (formats::linksInText(line).badLines > 0)
            lines << line;
    }
    return lines;
}

} // namespace

LinkIntake::LinkIntake(const Core& core, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_submission(core, m_worker)
    , m_worker(QStringLiteral("links")) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(150ms);
    connect(&m_soon, &QTimer::timeout, this, &LinkIntake::countText);
    connect(&m_submission, &LinkSubmission::progressed, this, &LinkIntake::progressed);
    connect(&m_submission, &LinkSubmission::ended, this, &LinkIntake::finish);
    connect(&m_submission, &LinkSubmission::refused, this, &LinkIntake::refused);
}

LinkIntake::~LinkIntake() {
    cancel();
    for (const Stop& stop : std::as_const(m_stops))
        stop->store(true);
}

void LinkIntake::setText(const QString& text) {
    m_text = text;
    ++m_generation;
    m_countingText = true;
    m_soon.start();
    if (text.isEmpty())
        countText(); // an emptied field says so at once
}

void LinkIntake::countText() {
    m_soon.stop();
    const quint64 generation = m_generation;
    auto found = std::make_shared<formats::FoundLinks>();
    auto noLinks = std::make_shared<QStringList>();
    m_worker.run(
        this,
        [text = m_text, found, noLinks](const Stop&) {
            *found = formats::linksInText(text);
            if (found->badLines > 0)
                *noLinks = linesWithoutLinks(text);
        },
        [this, generation, found, noLinks] {
            if (generation != m_generation)
                return;
            m_found = *found;
            m_noLinks = *noLinks;
            m_kept = 0;
            if (m_found.links.isEmpty())
                addKept(textSource, generation, 0);
            else
                countKept(linksOf(m_found.links), textSource, generation);
            Q_EMIT counted();
        });
}

void LinkIntake::countKept(const QStringList& links, int source, quint64 generation) {
    m_core.library.read(
        library::ReadLane::Lists, this, [links](library::Stores& stores) { return stores.pages.kept(links); },
        [this, links, source, generation](const base::Result<QSet<QString>>& kept) {
            if (kept)
                addKept(source, generation, kept->size());
            else // outdated by a search, or unreadable, which the list says: count on without
                addKept(source, generation, 0);
        });
}

void LinkIntake::addKept(int source, quint64 generation, qint64 kept) {
    const bool ofText = source == textSource;
    if (ofText && generation != m_generation)
        return;
    if (LinkSource* known = ofText ? nullptr : sourceOf(source))
        known->count.kept += kept;
    if (ofText) {
        m_kept = kept;
        m_countingText = false;
        if (const auto ifKept = std::exchange(m_submitWhenCounted, {}))
            submit(*ifKept);
    }
    Q_EMIT counted();
}

void LinkIntake::addFile(const QString& path) {
    LinkSource source;
    source.id = ++m_lastId;
    source.name = QFileInfo(path).fileName();
    source.path = path;
    m_sources.append(source);
    countSource(source);
}

void LinkIntake::addText(const QString& name, const QByteArray& utf8) {
    LinkSource source;
    source.id = ++m_lastId;
    source.name = name;
    source.bytes = utf8;
    m_sources.append(source);
    countSource(source);
}

void LinkIntake::countSource(const LinkSource& source) {
    const int id = source.id;
    sourceOf(id)->count.counting = true;
    auto summary = std::make_shared<base::Result<formats::LinkFileSummary>>(formats::LinkFileSummary());
    auto gate = std::make_shared<ReadingGate>();
    const LinkReading reading{source.path, source.bytes};
    auto hand = [this, id, gate](const QList<formats::FoundLink>& links, const Stop& stop) {
        if (!gate->pass(stop))
            return false;
        m_core.library.read(
            library::ReadLane::Lists, this,
            [batch = linksOf(links)](library::Stores& stores) { return stores.pages.kept(batch); },
            [this, id, gate, count = links.size()](const base::Result<QSet<QString>>& kept) {
                gate->release();
                if (LinkSource* known = sourceOf(id); known && known->count.counting)
                    known->count.links += count; // the end has the exact number
                addKept(id, 0, kept ? kept->size() : 0);
            });
        return true;
    };
    m_stops[id] = m_worker.run(
        this,
        [reading, summary, hand](const Stop& stop) {
            *summary = readLinks(reading, [&](const QList<formats::FoundLink>& links) { return hand(links, stop); });
        },
        [this, id, summary] {
            m_stops.remove(id);
            LinkSource* known = sourceOf(id);
            if (!known)
                return;
            known->count.counting = false;
            if (*summary) {
                known->count.links = (*summary)->links;
                known->count.badLines = (*summary)->badLines;
                known->count.bad = (*summary)->bad;
            } else {
                known->error = summary->error().message;
            }
            Q_EMIT counted();
        });
    Q_EMIT counted();
}

void LinkIntake::removeSource(int id) {
    if (const Stop stop = m_stops.take(id))
        stop->store(true);
    m_sources.removeIf([id](const LinkSource& source) { return source.id == id; });
    Q_EMIT counted();
}

LinkSource* LinkIntake::sourceOf(int id) {
    for (LinkSource& source : m_sources) {
        if (source.id == id)
            return &source;
    }
    return nullptr;
}

IntakeCount LinkIntake::count() const {
    IntakeCount all{m_found.links.size(), m_kept, m_found.duplicates, m_found.badLines, m_found.bad, m_countingText};
    for (const LinkSource& source : m_sources) {
        all.links += source.count.links;
        all.kept += source.count.kept;
        all.badLines += source.count.badLines;
        all.bad += source.count.bad;
        all.counting = all.counting || source.count.counting;
    }
    return all;
}

void LinkIntake::submit(library::IfKept ifKept) {
    if (submitting())
        return;
    if (m_countingText) { // typed and entered in one go
        m_submitWhenCounted = ifKept;
        if (m_soon.isActive())
            countText();
        return;
    }
    LinkBatch batch{.ifKept = ifKept, .links = m_found.links, .readings = {}, .expected = count().links};
    HandedIn handedIn{.generation = m_generation, .noLinks = m_noLinks, .sources = {}};
    for (const LinkSource& source : std::as_const(m_sources)) {
        handedIn.sources.insert(source.id);
        if (source.error.isEmpty())
            batch.readings.append({source.path, source.bytes});
    }
    m_handedIn = handedIn;
    begin(batch);
}

void LinkIntake::submitLinks(const QStringList& links) {
    QList<formats::FoundLink> found;
    for (const QString& text : links) {
        if (const auto link = formats::linkOf(text)) // each as it stands: a comma at its end is part of it
            found.append(*link);
    }
    if (found.isEmpty())
        return;
    if (submitting()) // perhaps a long file: these few do not wait for it
        m_submission.addToo(found);
    else
        begin({.ifKept = library::IfKept::CaptureAgain, .links = found, .readings = {}, .expected = found.size()});
}

void LinkIntake::begin(const LinkBatch& batch) {
    for (const Stop& stop : std::as_const(m_stops))
        stop->store(true); // what is only being counted
    m_submission.begin(batch);
}

void LinkIntake::finish(IntakeResult result) {
    const auto handedIn = std::exchange(m_handedIn, {});
    result.handedOver = !handedIn;
    if (handedIn && result.error.isEmpty() && !result.cancelled) {
        m_sources.removeIf([&](const LinkSource& source) { return handedIn->sources.contains(source.id); });
        if (handedIn->generation == m_generation) { // else somebody has gone on writing: nothing of that is taken away
            result.linesLeft = handedIn->noLinks.size();
            Q_EMIT emptied(handedIn->noLinks.join(QLatin1Char('\n')));
        }
    }
    Q_EMIT submitted(result);
    Q_EMIT counted();
}

void LinkIntake::cancel() {
    m_submitWhenCounted.reset();
    m_submission.cancel();
}

} // namespace ui
