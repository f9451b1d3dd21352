#pragma once

#include "ui/widgets/banner.h"

namespace ui {

// The line that says what came of what a person just did. What comes up by itself, or from elsewhere, stands beside
// that and takes nothing away.
class SaidLine : public Banner {
    Q_OBJECT

public:
    enum class Undo { No, Offered };

    explicit SaidLine(QWidget* parent = nullptr);

    void say(Tone tone, const QString& sentence, Undo undo = Undo::No);
    void sayOfLink(const QString& sentence); // until others are on their way: see forgetLink()
    void sayToo(Tone tone, const QString& sentence);
    void forgetLink();

Q_SIGNALS:
    void undoWanted();

private:
    void show(Tone tone, const QStringList& lines, Undo undo);

    QPushButton* m_undo;
    QStringList m_lines;
    bool m_ofLink = false;
};

} // namespace ui
