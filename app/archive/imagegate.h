#pragma once

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>

namespace archive {

// Lets only so many captures load pictures at a time, in order, so that the time a page has for them is spent on
// transfers and not on waiting for those of other pages.
class ImageGate {
public:
    void setPlaces(int places) { m_places = places; }
    void enter(QObject* who, std::function<void()> go); // at once or later; never when `who` is gone
    void leave();                                       // once for every `go` that was called

private:
    void open();

    struct Waiting {
        QPointer<QObject> who;
        std::function<void()> go;
    };
    int m_places = 1;
    int m_inside = 0;
    std::deque<Waiting> m_waiting;
};

} // namespace archive
