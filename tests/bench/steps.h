#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>
#include <vector>

// What a person does with the window, one thing after another, each from the event loop, as fast hands would.
class Steps final : public QObject {
public:
    explicit Steps(QWidget& window);

    void add(std::function<void()> step) { m_steps.push_back(std::move(step)); }
    void wait(int turns);
    void waitUntil(std::function<bool()> reached);
    void type(const char* field, const QString& text); // character by character, then looks at what came
    void scroll(const char* area, int pages);          // page by page
    void jump(const char* area);                       // to the end, to several places between, and back
    void resize();

    // `ended` is called after the last step.
    void run(std::function<void()> ended);

private:
    void next();

    QWidget& m_window;
    QTimer m_timer;
    std::vector<std::function<void()>> m_steps;
    std::function<bool()> m_reached;
    std::function<void()> m_ended;
    std::size_t m_done = 0;
};

// The widget of this name; without it nothing of worth would be measured, so the program ends.
QWidget* widgetNamed(QWidget& window, const char* name);

template<typename Widget>
Widget* widgetOf(QWidget& window, const char* name) {
    auto* widget = qobject_cast<Widget*>(widgetNamed(window, name));
    Q_ASSERT(widget);
    return widget;
}
