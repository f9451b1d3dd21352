#include "steps.h"

#include <QAbstractScrollArea>
#include <QLineEdit>
#include <QScrollBar>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace std::chrono_literals;

constexpr auto between = 40ms;

} // namespace

QWidget* widgetNamed(QWidget& window, const char* name) {
    auto* widget = window.findChild<QWidget*>(QString::fromLatin1(name));
    if (!widget) {
        std::fprintf(stderr, "the window has no %s\n", name);
        std::exit(1);
    }
    return widget;
}

Steps::Steps(QWidget& window)
    : m_window(window) {
    connect(&m_timer, &QTimer::timeout, this, &Steps::next);
}

void Steps::wait(int turns) {
    for (int turn = 0; turn < turns; ++turn)
        add([] {});
}

void Steps::waitUntil(std::function<bool()> reached) {
    add([this, reached = std::move(reached)] { m_reached = reached; });
}

void Steps::type(const char* field, const QString& text) {
    for (qsizetype length = 1; length <= text.size(); ++length) {
        add([this, field, typed = text.left(length)] { widgetOf<QLineEdit>(m_window, field)->setText(typed); });
        wait(1);
    }
    wait(10);
    add([this, field] { widgetOf<QLineEdit>(m_window, field)->clear(); });
    wait(10);
}

void Steps::scroll(const char* area, int pages) {
    for (int page = 0; page < pages; ++page) {
        add([this, area] {
            QScrollBar* bar = widgetOf<QAbstractScrollArea>(m_window, area)->verticalScrollBar();
            bar->setValue(bar->value() + bar->pageStep());
        });
    }
}

void Steps::jump(const char* area) {
    for (const int percent : {100, 25, 75, 50, 90, 10, 0}) {
        add([this, area, percent] {
            QScrollBar* bar = widgetOf<QAbstractScrollArea>(m_window, area)->verticalScrollBar();
            bar->setValue(static_cast<int>(qint64(bar->maximum()) * percent / 100));
        });
        wait(3);
    }
}

void Steps::resize() {
    for (int turn = 0; turn < 20; ++turn)
        add([this, turn] { m_window.resize(900 + 38 * (turn % 11), 600 + 20 * (turn % 11)); });
}

void Steps::run(std::function<void()> ended) {
    m_ended = std::move(ended);
    m_timer.start(between);
}

void Steps::next() {
    if (m_reached) {
        if (m_reached())
            m_reached = {};
        return;
    }
    if (m_done < m_steps.size()) {
        m_steps[m_done++]();
        return;
    }
    m_timer.stop();
    m_ended();
}
