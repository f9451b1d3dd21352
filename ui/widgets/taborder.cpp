#include "ui/widgets/taborder.h"

#include <QWidget>

namespace ui {

namespace {

QList<QWidget*> stopsIn(QWidget* part) {
    QList<QWidget*> stops;
    QWidget* at = part;
    do {
        if (at == part || part->isAncestorOf(at)) {
            if ((at->focusPolicy() & Qt::TabFocus) && !at->focusProxy())
                stops.append(at);
        }
        at = at->nextInFocusChain();
    } while (at != part);
    return stops;
}

} // namespace

void orderParts(const QList<QWidget*>& parts) {
    QList<QWidget*> stops; // all are read before any is moved
    for (QWidget* part : parts)
        stops += stopsIn(part);
    for (qsizetype at = 1; at < stops.size(); ++at)
        QWidget::setTabOrder(stops.at(at - 1), stops.at(at));
}

} // namespace ui
