#pragma once

#include <QString>

class QObject;

namespace ui {

// A note of the desktop (org.freedesktop.Notifications), where there is one; otherwise nothing happens. Never waits.
void notifyDesktop(QObject* context, const QString& summary, const QString& text);

} // namespace ui
