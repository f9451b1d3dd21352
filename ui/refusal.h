#pragma once

#include <QDialog>
#include <QString>

namespace ui {

// Said instead of a window: the library could not be opened, and what can be done about it. There is no window yet, so
// the dialog stands alone.
class Refusal : public QDialog {
    Q_OBJECT

public:
    struct Ways {
        QString library;    // the one that was refused: others are looked for beside it
        QString fresh;      // where a new one would be made
        bool again = false; // it may pass: another program has the library, the disk is full
    };

    Refusal(const QString& why, const Ways& ways, QWidget* parent = nullptr);

Q_SIGNALS:
    void libraryChosen(const QString& file); // this or a new one; `library` again to try once more
};

} // namespace ui
